using System.Collections.Concurrent;

namespace Scanova.Server.Ingest.Gate;

/// <summary>
/// Token buckets of 1.1 times a limit, refilled evenly by the limit each minute (contract section 5). A bucket is one
/// number, the moment at which it is full again; one that is full says nothing and is dropped, so that memory is bounded
/// by the callers of about a minute. ASP.NET's limiter takes no <see cref="TimeProvider"/> and cannot tell when to try again.
/// </summary>
/// <param name="perMinute">0 lets everything through.</param>
internal sealed class RateLimit<TKey>(int perMinute, TimeProvider time)
    where TKey : notnull
{
    /// <summary>Strangers beyond so many share one bucket: a flood from everywhere gets no further than one caller does.</summary>
    private const int MostBuckets = 100_000;
    private const int SweepSeconds = 30;

    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();
    private readonly long _perToken = perMinute == 0 ? 0 : Math.Max(1, 60 * time.TimestampFrequency / perMinute);
    private readonly long _size = Math.Max(1, (long)perMinute * 11 / 10);
    private readonly Bucket _strangers = new();
    private int _count;
    private long _nextSweep = time.GetTimestamp();

    /// <summary>How many callers it remembers.</summary>
    public int Count => _count;

    /// <returns>0 when the request may pass, else whole seconds until the next one may.</returns>
    public int Take(TKey key)
    {
        if (perMinute == 0) return 0;

        var now = time.GetTimestamp();
        Sweep(now);
        if (!_buckets.TryGetValue(key, out var bucket) && _count >= MostBuckets) bucket = _strangers;
        if (bucket is null)
        {
            var added = new Bucket { FullAt = now };
            bucket = _buckets.GetOrAdd(key, added);
            if (ReferenceEquals(bucket, added)) Interlocked.Increment(ref _count);
        }

        while (true)
        {
            var fullAt = Volatile.Read(ref bucket.FullAt);
            var taken = Math.Max(fullAt, now) + _perToken;
            var tooFar = taken - now - _size * _perToken;
            if (tooFar > 0) return (int)Math.Max(1, (tooFar + time.TimestampFrequency - 1) / time.TimestampFrequency);
            if (Interlocked.CompareExchange(ref bucket.FullAt, taken, fullAt) == fullAt) return 0;
        }
    }

    private void Sweep(long now)
    {
        var due = Volatile.Read(ref _nextSweep);
        if (now < due || Interlocked.CompareExchange(ref _nextSweep, now + SweepSeconds * time.TimestampFrequency, due) != due) return;

        foreach (var entry in _buckets)
        {
            // A request that takes from it right now is forgotten: one token too much, once.
            if (Volatile.Read(ref entry.Value.FullAt) <= now && _buckets.TryRemove(entry)) Interlocked.Decrement(ref _count);
        }
    }

    private sealed class Bucket
    {
        public long FullAt;
    }
}
