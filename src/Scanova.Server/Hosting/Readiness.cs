using Scanova.Storage;

namespace Scanova.Server.Hosting;

/// <summary>
/// What this silo can be sent: as an active member that is not stopping it redirects scans of the codes it knows, also while
/// the store is away; ready for everything else it is only while the store answers too.
/// </summary>
internal sealed class Readiness(IStore store, ISiloStatusOracle silo, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>However often balancers ask, the store is asked once in this time.</summary>
    private static readonly TimeSpan AnswerHolds = TimeSpan.FromSeconds(1);

    /// <summary>How long the store may take for its answer; a balancer's check has to wait longer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<bool>? _asked;
    private long _askedAt;

    /// <returns>Why it should be sent nothing at all, or null when it serves.</returns>
    public string? NotServing()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "the silo is stopping";
        return silo.CurrentStatus == SiloStatus.Active ? null : "the silo is not an active member of its cluster";
    }

    /// <returns>Why not, or null when it is ready.</returns>
    public async Task<string?> NotReady() => NotServing() ?? (await StoreAnswers() ? null : "the store does not answer");

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
