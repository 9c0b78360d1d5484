using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Scanova.Log;

/// <summary>
/// Snapshots of one stream's state in Orleans' grain storage, best effort: a lost or outdated one costs only replay. Read and
/// written by hand, because a persistent state would read the storage on every activation, also for the many streams that
/// are too short to need a snapshot.
/// </summary>
public sealed class StreamSnapshots<TState>(StreamId stream, StreamServices services)
    where TState : class, IStreamState, new()
{
    /// <summary>Rows a stream has before a first snapshot is worth its write; later ones come at growing distances.</summary>
    public const long Interval = 64;
    private const long LongestInterval = 1_000;

    /// <summary>Carries the etag from one call to the next; null before it is known.</summary>
    private GrainState<StreamSnapshot>? _stored;
    private bool _isWriting;
    private long _savedVersion;

    /// <summary>The newest snapshot; null when there is none or it can't be read. Whether the log agrees is for the caller to ask.</summary>
    public async Task<TState?> Read()
    {
        try
        {
            var stored = await ReadStored();
            var json = stored.State?.State ?? default;
            stored.State = StreamSnapshot.None;
            if (!stored.RecordExists || json.ValueKind != JsonValueKind.Object || json.Deserialize<TState>() is not { } state) return null;
            _savedVersion = state.Version;
            return state;
        }
        catch (Exception e)
        {
            services.Logger.LogWarning("A snapshot of a {Kind} could not be read, its stream is replayed: {Reason}", stream.Kind, e.GetType().Name);
            return null;
        }
    }

    /// <summary>Writes a snapshot if the stream has grown enough since the last one.</summary>
    public async Task WriteIfDue(TState state)
    {
        var interval = Math.Clamp(_savedVersion / 2, Interval, LongestInterval);
        if (_isWriting || state.Version - _savedVersion < interval) return;

        _isWriting = true;
        try
        {
            var stored = _stored ?? await ReadStored();
            stored.State = StreamSnapshot.Of(state);
            _savedVersion = state.Version;
            await services.Snapshots.WriteStateAsync(StreamSnapshots.NameOf(stream.Kind), StreamSnapshots.GrainOf(stream), stored);
            stored.State = StreamSnapshot.None;
        }
        catch (Exception e)
        {
            // Another activation may have written meanwhile: read its etag before the next try.
            _stored = null;
            services.Logger.LogDebug("A snapshot of a {Kind} was not written: {Reason}", stream.Kind, e.GetType().Name);
        }
        finally
        {
            _isWriting = false;
        }
    }

    private async Task<GrainState<StreamSnapshot>> ReadStored()
    {
        var stored = new GrainState<StreamSnapshot>();
        await services.Snapshots.ReadStateAsync(StreamSnapshots.NameOf(stream.Kind), StreamSnapshots.GrainOf(stream), stored);
        return _stored = stored;
    }
}

/// <summary>What all snapshots share.</summary>
public static class StreamSnapshots
{
    /// <summary>The Orleans grain storage provider that holds them.</summary>
    public const string ProviderName = "snapshots";

    /// <summary>The grain type of a kind of stream, and the name of its state.</summary>
    public static string NameOf(StreamKind kind) => kind switch
    {
        StreamKind.ScanSession => "scan-session",
        StreamKind.Visitor => "visitor",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has no grain."),
    };

    public static GrainId GrainOf(StreamId stream) =>
        GrainId.Create(GrainType.Create(NameOf(stream.Kind)), GrainIdKeyExtensions.CreateGuidKey(stream.Id, stream.SiteId));
}

/// <summary>
/// A state as it was at one moment, fixed as JSON: the storage serializes what it is given later and on other threads, while
/// the state moves on.
/// </summary>
public sealed class StreamSnapshot
{
    internal static readonly StreamSnapshot None = new();

    public JsonElement State { get; init; }

    internal static StreamSnapshot Of<TState>(TState state) => new() { State = JsonSerializer.SerializeToElement(state) };
}
