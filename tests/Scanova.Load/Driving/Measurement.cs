using System.Text;

namespace Scanova.Load.Driving;

/// <summary>What a run of the driver saw.</summary>
internal sealed class Measurement
{
    private readonly LatencyHistogram _latencies = new();
    private long _bodyBytes;

    public long Requests { get; private set; }

    /// <summary>Answers that were not what the workload expects.</summary>
    public long Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    public TimeSpan Elapsed { get; set; }

    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public int BytesPerAnswer => (int)(_bodyBytes / Requests);

    public TimeSpan Percentile(double share) => _latencies.Percentile(share);

    public void Add(TimeSpan latency, Answer answer, int status, ReadOnlySpan<byte> expected)
    {
        Requests++;
        _bodyBytes += answer.Body.Length;
        _latencies.Add(latency);
        if (answer.Status == status && answer.Body.IndexOf(expected) >= 0) return;
        Failures++;
        FirstFailure ??= $"{answer.Status} {Encoding.UTF8.GetString(answer.Body[..Math.Min(answer.Body.Length, 500)])}";
    }

    /// <summary>Adds what another thread saw over the same time.</summary>
    public void Add(Measurement other)
    {
        Requests += other.Requests;
        _bodyBytes += other._bodyBytes;
        Failures += other.Failures;
        FirstFailure ??= other.FirstFailure;
        Elapsed = other.Elapsed > Elapsed ? other.Elapsed : Elapsed;
        _latencies.Add(other._latencies);
    }
}
