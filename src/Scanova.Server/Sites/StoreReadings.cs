namespace Scanova.Server.Sites;

/// <summary>
/// One reading of the store at a time, shared by all who ask before it starts. A reading counts from when it started: what a
/// process that was frozen reads on from an answer of before is as old as its question.
/// </summary>
/// <param name="read">Reads the store; whatever it throws is a reading that failed.</param>
internal sealed class StoreReadings(Func<Task> read, TimeProvider time)
{
    /// <summary>Misses, however many, cost the store one reading in this time.</summary>
    private static readonly TimeSpan BetweenMisses = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task<Exception?> _running = Task.FromResult<Exception?>(null);
    private Task<Exception?>? _next;
    private Task<Exception?>? _nextForMisses;
    private long _startedAt;
    private long _readAt;
    private long _failedAt;

    /// <summary>When the newest reading that succeeded was started, by the clock's timestamp; 0 for never.</summary>
    public long ReadAt => Volatile.Read(ref _readAt);

    /// <summary>A reading that starts after this call.</summary>
    /// <returns>Why it failed, or null.</returns>
    public Task<Exception?> Next()
    {
        lock (_gate) return _next ??= After(_running);
    }

    /// <summary>The same for one who looked for something in vain: it waits until the last reading is a while ago.</summary>
    public Task<Exception?> NextForMiss()
    {
        lock (_gate) return _nextForMisses ??= Spaced();
    }

    /// <summary>Sees to it that a reading has been started after a moment.</summary>
    /// <param name="next">Asks for one: <see cref="Next"/> or <see cref="NextForMiss"/>.</param>
    /// <returns>False when it failed, or did not end within the patience; all who ask about the same moment are then told so at once.</returns>
    public async ValueTask<bool> StartedAfter(long moment, Func<Task<Exception?>> next, TimeSpan patience, CancellationToken cancellation)
    {
        if (ReadAt > moment) return true;
        if (Volatile.Read(ref _failedAt) > moment) return false;

        var asked = time.GetTimestamp();
        try
        {
            return await next().WaitAsync(patience, time, cancellation) is null;
        }
        catch (TimeoutException)
        {
            Fail(asked);
            return false;
        }
    }

    private async Task<Exception?> After(Task<Exception?> running)
    {
        // Goes on elsewhere, for the caller holds the lock.
        await running.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        long startedAt;
        lock (_gate)
        {
            (_running, _next) = (_next!, null);
            _startedAt = startedAt = time.GetTimestamp();
        }

        try
        {
            await read();
            Volatile.Write(ref _readAt, startedAt);
            return null;
        }
        catch (Exception e)
        {
            Fail(startedAt);
            return e;
        }
    }

    private async Task<Exception?> Spaced()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var wait = BetweenMisses - time.GetElapsedTime(Volatile.Read(ref _startedAt));
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time);
        lock (_gate) _nextForMisses = null;
        return await Next();
    }

    private void Fail(long at)
    {
        lock (_gate) _failedAt = Math.Max(_failedAt, at);
    }
}
