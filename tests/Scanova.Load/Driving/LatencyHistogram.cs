using System.Numerics;

namespace Scanova.Load.Driving;

/// <summary>Counts of latencies in buckets 3 % wide, from 0.1 µs to hours: adding one costs nanoseconds and no memory.</summary>
internal sealed class LatencyHistogram
{
    private const int BucketsPerDoubling = 32;
    private readonly long[] _counts = new long[40 * BucketsPerDoubling];
    private long _total;

    public void Add(TimeSpan latency)
    {
        _counts[BucketOf(Math.Max(latency.Ticks, 0))]++;
        _total++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        _total += other._total;
    }

    /// <summary>The latency that this share (0 to 1) of all stays within.</summary>
    public TimeSpan Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * _total);
        var bucket = 0;
        for (var seen = _counts[0]; seen < wanted; seen += _counts[bucket]) bucket++;
        return TimeSpan.FromTicks(UpperBoundOf(bucket));
    }

    private static int BucketOf(long ticks)
    {
        var shift = ShiftOf(ticks);
        return shift * BucketsPerDoubling + (int)(ticks >> shift);
    }

    private static long UpperBoundOf(int bucket)
    {
        var shift = Math.Max(bucket / BucketsPerDoubling - 1, 0);
        return ((bucket - (long)shift * BucketsPerDoubling + 1) << shift) - 1;
    }

    private static int ShiftOf(long ticks) => Math.Max(BitOperations.Log2((ulong)ticks) - BitOperations.Log2(BucketsPerDoubling), 0);
}
