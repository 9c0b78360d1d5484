using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Scanova.Server.Hosting;
using Scanova.Server.Ingest;
using Scanova.Server.Telemetry;

namespace Scanova.Server.Scans;

/// <summary>
/// Scans on their way to the log. A redirect waits for its scan's first attempt for a while only; what is not stored then is
/// tried again until it is, in memory: beyond 10,000 and at a crash scans are lost and, where possible, counted (contract
/// section 11).
/// </summary>
public sealed class ScanBacklog : BackgroundService
{
    /// <summary>Scans held at a time, first attempts included.</summary>
    private const int Capacity = 10_000;
    private const int BatchSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<AcceptedEvent> _due = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _emptiedWhileStopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IEventRecorder _recorder;
    private readonly TimeSpan _patienceOfStop;
    private readonly TimeProvider _time;
    private readonly ILogger<ScanBacklog> _logger;
    private readonly Counter<long> _lost;
    private readonly int _capacity;
    private int _waiting;
    private volatile bool _isStopping;

    public ScanBacklog(IEventRecorder recorder, ScanovaOptions options, TimeProvider time, IMeterFactory meters, ILogger<ScanBacklog> logger)
        : this(recorder, options, time, meters, logger, Capacity)
    {
    }

    internal ScanBacklog(
        IEventRecorder recorder, ScanovaOptions options, TimeProvider time, IMeterFactory meters, ILogger<ScanBacklog> logger, int capacity)
    {
        (_recorder, _time, _logger, _capacity) = (recorder, time, logger, capacity);
        // The silo and the store stop after this and need time of their own.
        _patienceOfStop = options.ShutdownTimeout / 2;
        var meter = meters.Create(ServiceMeter.Name);
        meter.CreateObservableGauge("scanova.scans.waiting", () => Waiting, "{scan}", "Scans not yet stored");
        _lost = meter.CreateCounter<long>("scanova.scans.lost", "{scan}", "Scans redirected and never stored");
    }

    /// <summary>Scans not yet stored.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Stores a scan; returns when it is stored or <paramref name="patience"/> is over, and goes on with it then.</summary>
    public async Task Record(AcceptedEvent scan, TimeSpan patience)
    {
        // Its place is taken before the first attempt: attempts that hang are held in memory as well.
        if (Interlocked.Increment(ref _waiting) > _capacity)
        {
            Lose(1, "too many are waiting");
            return;
        }

        var attempt = FirstAttempt(scan);
        try
        {
            if (await attempt.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, _time)) Release(1);
            else Retry(scan);
        }
        catch (TimeoutException)
        {
            // The redirect goes out now, the attempt goes on. Whatever comes of it, the session's grain must hear of the scan,
            // for with the redirect it may have come to life without it.
            _ = RetryAfter(attempt, scan);
        }
    }

    /// <summary>Brings what was taken to its end, as long as a stop has time for it; no request comes in any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        if (Waiting > 0)
        {
            await _emptiedWhileStopping.Task.WaitAsync(_patienceOfStop, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
        if (Waiting is > 0 and var left) Lose(left, "the service stops");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _arrived.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!stoppingToken.IsCancellationRequested && await RetryBatch(stoppingToken))
            {
            }
        }
    }

    /// <summary>Never fails.</summary>
    /// <returns>Whether the scan is known to be stored.</returns>
    private async Task<bool> FirstAttempt(AcceptedEvent scan)
    {
        try
        {
            return await _recorder.Begin(scan, CancellationToken.None) != RecordOutcome.Unavailable;
        }
        catch (Exception e)
        {
            _logger.LogWarning("A scan's first attempt failed: {Reason}", e.GetType().Name);
            return false;
        }
    }

    private async Task RetryAfter(Task attempt, AcceptedEvent scan)
    {
        await attempt;
        Retry(scan);
    }

    private void Retry(AcceptedEvent scan)
    {
        _due.Enqueue(scan);
        _arrived.Release();
    }

    /// <summary>True when there may be more to do at once.</summary>
    private async Task<bool> RetryBatch(CancellationToken cancellation)
    {
        var batch = new List<AcceptedEvent>();
        while (batch.Count < BatchSize && _due.TryDequeue(out var scan)) batch.Add(scan);
        if (batch.Count == 0) return false;

        var outcomes = await _recorder.Record(batch, CancellationToken.None, mayBeStored: true);
        var stored = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (outcomes[i] == RecordOutcome.Unavailable) _due.Enqueue(batch[i]);
            else stored++;
        }

        Release(stored);
        if (stored < batch.Count) await Task.Delay(Pause, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private void Release(int count)
    {
        if (Interlocked.Add(ref _waiting, -count) == 0 && _isStopping) _emptiedWhileStopping.TrySetResult();
    }

    private void Lose(int count, string reason)
    {
        Release(count);
        _lost.Add(count);
        _logger.LogError("{Count} redirected scans are lost: {Reason}", count, reason);
    }
}
