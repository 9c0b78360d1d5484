using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Scanova.Server.Ingest;

namespace Scanova.Server.Scans;

/// <summary>
/// Scans whose redirect did not wait for their commit. They are tried again until stored, in memory: beyond 10,000, and at
/// a crash, they are lost, and where it can be known, counted (contract section 11).
/// </summary>
public sealed class ScanBacklog : BackgroundService
{
    private const int Capacity = 10_000;
    private const int BatchSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<AcceptedEvent> _due = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly IEventRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly ILogger<ScanBacklog> _logger;
    private readonly Counter<long> _lost;
    private int _waiting;

    public ScanBacklog(IEventRecorder recorder, TimeProvider time, IMeterFactory meters, ILogger<ScanBacklog> logger)
    {
        (_recorder, _time, _logger) = (recorder, time, logger);
        var meter = meters.Create("Scanova");
        meter.CreateObservableGauge("scanova.scans.waiting", () => Waiting, "{scan}", "Scans redirected and not yet stored");
        _lost = meter.CreateCounter<long>("scanova.scans.lost", "{scan}", "Scans redirected and never stored");
    }

    /// <summary>Scans redirected and not yet stored.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Stores a scan; returns when it is stored or <paramref name="patience"/> is over, and goes on with it then.</summary>
    public async Task Record(AcceptedEvent scan, TimeSpan patience)
    {
        var attempt = _recorder.Record([scan], CancellationToken.None);
        try
        {
            var wait = patience > TimeSpan.Zero ? patience : TimeSpan.Zero;
            if ((await attempt.WaitAsync(wait, _time))[0] != RecordOutcome.Unavailable) return;
        }
        catch (TimeoutException)
        {
            // The redirect goes out now; the attempt is followed below.
        }

        Take(scan, attempt);
    }

    private void Take(AcceptedEvent scan, Task<IReadOnlyList<RecordOutcome>> firstAttempt)
    {
        if (Interlocked.Increment(ref _waiting) > Capacity)
        {
            Lose(1, "too many are waiting");
            return;
        }

        _ = Follow(scan, firstAttempt);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _arrived.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (await RetryBatch(stoppingToken) && !stoppingToken.IsCancellationRequested)
            {
            }
        }

        while (await RetryBatch(CancellationToken.None, pauses: false))
        {
        }

        if (Waiting > 0) Lose(Waiting, "the service stops");
    }

    private async Task Follow(AcceptedEvent scan, Task<IReadOnlyList<RecordOutcome>> attempt)
    {
        try
        {
            if ((await attempt)[0] != RecordOutcome.Unavailable)
            {
                Interlocked.Decrement(ref _waiting);
                return;
            }
        }
        catch (Exception e)
        {
            _logger.LogWarning("A scan's first attempt failed: {Reason}", e.GetType().Name);
        }

        _due.Enqueue(scan);
        _arrived.Release();
    }

    /// <summary>True when there may be more to do at once.</summary>
    private async Task<bool> RetryBatch(CancellationToken cancellation, bool pauses = true)
    {
        var batch = new List<AcceptedEvent>();
        while (batch.Count < BatchSize && _due.TryDequeue(out var scan)) batch.Add(scan);
        if (batch.Count == 0) return false;

        var outcomes = await _recorder.Record(batch, CancellationToken.None, mayBeStored: true);
        var failed = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (outcomes[i] == RecordOutcome.Unavailable)
            {
                _due.Enqueue(batch[i]);
                failed++;
            }
            else
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        if (failed == 0) return true;
        if (pauses) await Task.Delay(Pause, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return pauses;
    }

    private void Lose(int count, string reason)
    {
        Interlocked.Add(ref _waiting, -count);
        _lost.Add(count);
        _logger.LogError("{Count} redirected scans are lost: {Reason}", count, reason);
    }
}
