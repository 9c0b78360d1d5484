using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Scanova.Log;

/// <summary>
/// Snapshots of one grain's state in Orleans' grain storage, best effort: a lost or outdated one costs only replay. Read and
/// written by hand, because a persistent state would read the storage on every activation, also for the many streams that
/// are too short to need a snapshot.
/// </summary>
public sealed class StreamSnapshots<TState>(string stateName, GrainId grain, IGrainStorage storage, ILogger logger)
    where TState : class, IStreamState, new()
{
    /// <summary>Rows a stream has before a first snapshot is worth its write; later ones come at growing distances.</summary>
    public const long Interval = 64;
    private const long LongestInterval = 1_000;

    private readonly GrainState<TState> _stored = new();
    private bool _isRead;
    private bool _isWriting;
    private long _savedVersion;

    /// <summary>The newest snapshot; null when there is none or it can't be read.</summary>
    public async Task<TState?> Read()
    {
        try
        {
            await storage.ReadStateAsync(stateName, grain, _stored);
            _isRead = true;
            if (!_stored.RecordExists || _stored.State is null) return null;
            _savedVersion = _stored.State.Version;
            return _stored.State;
        }
        catch (Exception e)
        {
            logger.LogWarning("A {StateName} snapshot could not be read, its stream is replayed: {Reason}", stateName, e.GetType().Name);
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
            if (!_isRead) await storage.ReadStateAsync(stateName, grain, _stored);
            _isRead = true;
            _savedVersion = state.Version;
            _stored.State = state;
            await storage.WriteStateAsync(stateName, grain, _stored);
        }
        catch (Exception e)
        {
            // Another activation may have written meanwhile: read its etag before the next try.
            _isRead = false;
            logger.LogDebug("A {StateName} snapshot was not written: {Reason}", stateName, e.GetType().Name);
        }
        finally
        {
            _isWriting = false;
        }
    }
}

/// <summary>Names shared by all snapshots.</summary>
public static class StreamSnapshots
{
    /// <summary>The Orleans grain storage provider that holds them.</summary>
    public const string ProviderName = "snapshots";
}
