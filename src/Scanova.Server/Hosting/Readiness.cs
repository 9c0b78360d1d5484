using Scanova.Storage;

namespace Scanova.Server.Hosting;

/// <summary>Whether this silo should be sent requests: an active member whose store answers, and not stopping.</summary>
internal sealed class Readiness(IStore store, ISiloStatusOracle silo, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>However often balancers ask, the store is asked once in this time.</summary>
    private static readonly TimeSpan AnswerHolds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<bool>? _asked;
    private long _askedAt;

    /// <returns>Why not, or null when it is ready.</returns>
    public async Task<string?> Obstacle()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "the silo is stopping";
        if (silo.CurrentStatus != SiloStatus.Active) return "the silo is not an active member of its cluster";
        return await StoreAnswers() ? null : "the store does not answer";
    }

    private Task<bool> StoreAnswers()
    {
        lock (_gate)
        {
            if (_asked is null || (_asked.IsCompleted && time.GetElapsedTime(_askedAt) >= AnswerHolds))
            {
                _askedAt = time.GetTimestamp();
                _asked = Ask();
            }

            return _asked;
        }
    }

    private async Task<bool> Ask()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await store.Answers(patience.Token).WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
