using Scanova.Log;

namespace Scanova.Server.Recording;

/// <summary>
/// Calls to grains that outlive the silo they hit: a stopping, killed or frozen silo makes a few calls fail with rejection,
/// unavailability or timeout until its grains live elsewhere. Tries again, with jitter, inside one deadline.
/// </summary>
public sealed class GrainCalls(TimeProvider time, ILogger<GrainCalls> logger)
{
    /// <summary>Longer than it takes to notice a dead silo, shorter than clients wait.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="call">A call that changes nothing.</param>
    /// <inheritdoc cref="Record"/>
    public Task<T> Look<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        Record((_, token) => call(token), cancellation);

    /// <param name="call">The call, which bounds its own time (<see cref="Patience"/>); told whether an earlier try may have taken effect.</param>
    /// <exception cref="LogUnavailableException">The store is away or overloaded, or no try succeeded before the deadline.</exception>
    public async Task<T> Record<T>(Func<bool, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var pause = FirstPause;
        for (var isRetry = false; ; isRetry = true)
        {
            try
            {
                return await call(isRetry, cancellation);
            }
            catch (Exception e) when (IsPassing(e, cancellation))
            {
                if (time.GetElapsedTime(started) + pause >= Deadline)
                {
                    logger.LogWarning("A grain could not be reached in time: {Reason}", e.GetType().Name);
                    throw new LogUnavailableException("No silo answered in time.");
                }

                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private static bool IsPassing(Exception e, CancellationToken cancellation) => e switch
    {
        LogUnavailableException => false,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        OrleansException or TimeoutException or IOException or ObjectDisposedException => true,
        _ => false,
    };
}
