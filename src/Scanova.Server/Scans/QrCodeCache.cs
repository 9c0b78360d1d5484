using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Server.Scans;

/// <summary>
/// The QR codes this silo has met, by short code: a redirect asks the store only for a code it has not met, and refreshes
/// the others beside the way, so that a change is in force within 5 s and a store that is away stops no redirect
/// (contract sections 10 and 11).
/// </summary>
public sealed class QrCodeCache(IQrCodeStore store, TimeProvider time) : IDisposable
{
    /// <summary>Codes held at most, unknown ones included; the least used go first.</summary>
    private const int Capacity = 100_000;

    /// <summary>From here on a code is asked for again while the known one still answers.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>From here on the store's answer is waited for.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(4);

    /// <summary>How long a redirect waits for a code it already knows; beyond, the known one serves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly MemoryCache _codes = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly ConcurrentDictionary<string, Task<QrCode?>> _loads = new(StringComparer.Ordinal);

    /// <summary>The code, or null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The code is not known here and the store is away.</exception>
    public async ValueTask<QrCode?> Find(string code, CancellationToken cancellation)
    {
        if (_codes.Get(code) is not Known known) return await Load(code).WaitAsync(cancellation);

        var age = time.GetElapsedTime(known.LoadedAt);
        if (age < Fresh) return known.Code;

        var load = Load(code);
        if (age < Stale && known.Code is not null)
        {
            // Nobody waits for it; a failure leaves the known code in place.
            _ = load.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return known.Code;
        }

        try
        {
            return await load.WaitAsync(Patience, time, cancellation);
        }
        catch (Exception e) when (e is LogUnavailableException or TimeoutException)
        {
            return known.Code;
        }
    }

    /// <summary>Forgets a code that was changed here, so that the change holds at once on this silo.</summary>
    public void Forget(string code) => _codes.Remove(code);

    public void Dispose() => _codes.Dispose();

    private Task<QrCode?> Load(string code) => _loads.GetOrAdd(code, LoadOnce);

    private async Task<QrCode?> LoadOnce(string code)
    {
        await Task.Yield();
        try
        {
            var found = await store.ByCode(code, CancellationToken.None);
            _codes.Set(code, new Known(found, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1 });
            return found;
        }
        finally
        {
            _loads.TryRemove(code, out _);
        }
    }

    private sealed record Known(QrCode? Code, long LoadedAt);
}
