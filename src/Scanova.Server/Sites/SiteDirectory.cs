using System.Collections.Concurrent;
using System.Security.Cryptography;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Server.Sites;

/// <summary>
/// All sites and keys in memory, kept up by asking the store what changed since the revision known. While the store is away
/// what is known stays in force. A miss asks the store once more, for the site may just have been made on another silo.
/// </summary>
internal sealed class SiteDirectory(ISiteStore store, TimeProvider time, ILogger<SiteDirectory> logger) : ISiteDirectory, IDisposable
{
    /// <summary>Unknown ids, however many, cost the store one query in this time.</summary>
    private static readonly TimeSpan BetweenMisses = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<KeyHash, KnownKey> _keys = new();
    private readonly SemaphoreSlim _oneRefresh = new(1);
    private readonly Lock _missGate = new();
    private Task? _missRefresh;
    private long _lastRefresh;
    private long _revision;
    private bool _storeIsAway;

    /// <summary>Every site, by <c>site_id</c>.</summary>
    public IEnumerable<Site> Sites => _sites.Values.OrderBy(s => s.SiteId, StringComparer.Ordinal);

    /// <summary>Every key that was ever seen, for flushing when it was last used.</summary>
    public IEnumerable<KnownKey> Keys => _keys.Values;

    /// <summary>The site, if it is known now; never asks the store.</summary>
    public Site? Known(string siteId) => _sites.GetValueOrDefault(siteId);

    public ValueTask<Site?> Find(string siteId, CancellationToken cancellation) =>
        _sites.TryGetValue(siteId, out var site) ? new(site) : FindAfterRefresh(siteId, cancellation);

    public ValueTask<ApiKey?> FindKey(string presentedKey, CancellationToken cancellation)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!KeyHash.TryHash(presentedKey, hash)) return default;
        return _keys.TryGetValue(KeyHash.From(hash), out var known) ? new(Judge(known, hash)) : FindKeyAfterRefresh(hash.ToArray(), cancellation);
    }

    /// <summary>Reads what changed. To be called after a change made here, so that the caller's next request sees it.</summary>
    /// <exception cref="LogUnavailableException">The store is away; the directory stays as it was.</exception>
    public async Task Refresh(CancellationToken cancellation)
    {
        await _oneRefresh.WaitAsync(cancellation);
        try
        {
            Volatile.Write(ref _lastRefresh, time.GetTimestamp());
            var changes = await store.ChangesSince(_revision, cancellation);
            foreach (var site in changes.Sites) _sites[site.SiteId] = site;
            foreach (var key in changes.Keys) Learn(key);
            _revision = changes.Revision;
        }
        finally
        {
            _oneRefresh.Release();
        }
    }

    /// <summary>As <see cref="Refresh"/>, but whatever fails is logged, once, and nothing else.</summary>
    public async Task TryRefresh(CancellationToken cancellation)
    {
        try
        {
            await Refresh(cancellation);
            if (_storeIsAway) logger.LogInformation("The store answers again: sites and keys are up to date");
            _storeIsAway = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_storeIsAway) logger.LogWarning(e, "The store is away: sites and keys stay as known");
            _storeIsAway = true;
        }
    }

    public void Dispose() => _oneRefresh.Dispose();

    /// <summary>A revoked key stays known: presenting it again and again must not ask the store each time.</summary>
    private void Learn(ApiKey key) =>
        _keys.AddOrUpdate(KeyHash.From(key.Hash), static (_, key) => new KnownKey(key), static (_, known, key) => known.Replace(key), key);

    private ApiKey? Judge(KnownKey known, ReadOnlySpan<byte> hash)
    {
        var key = known.Key;
        if (key.RevokedAt is not null || !CryptographicOperations.FixedTimeEquals(key.Hash, hash)) return null;
        known.Use(time.GetUtcNow());
        return key;
    }

    private async ValueTask<Site?> FindAfterRefresh(string siteId, CancellationToken cancellation)
    {
        await RefreshForMiss().WaitAsync(cancellation);
        return _sites.GetValueOrDefault(siteId);
    }

    private async ValueTask<ApiKey?> FindKeyAfterRefresh(byte[] hash, CancellationToken cancellation)
    {
        await RefreshForMiss().WaitAsync(cancellation);
        return _keys.TryGetValue(KeyHash.From(hash), out var known) ? Judge(known, hash) : null;
    }

    /// <summary>A refresh that starts after this call, shared by all misses that wait for it.</summary>
    private Task RefreshForMiss()
    {
        lock (_missGate) return _missRefresh ??= Run();

        async Task Run()
        {
            await Task.Yield();
            var wait = BetweenMisses - time.GetElapsedTime(Volatile.Read(ref _lastRefresh));
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time);
            lock (_missGate) _missRefresh = null;
            await TryRefresh(CancellationToken.None);
        }
    }
}
