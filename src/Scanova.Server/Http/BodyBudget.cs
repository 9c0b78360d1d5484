namespace Scanova.Server.Http;

/// <summary>
/// What all bodies that are being read or judged may hold of this process's memory, those of at most <see cref="Free"/> bytes
/// left out: a body without a length is read before anything tells who sends it (contract section 5), so that strangers
/// could otherwise fill it with batches.
/// </summary>
internal sealed class BodyBudget(long bytes = BodyBudget.Bytes)
{
    /// <summary>Buffers up to so many bytes cost nothing: their number is bounded by that of the connections.</summary>
    public const int Free = 64 * 1024;

    /// <summary>Room for 32 batches of the largest size at one moment, or for 2,000 of 100 usual events.</summary>
    public const long Bytes = 256 * 1024 * 1024;

    private long _taken;

    /// <returns>False, and nothing is taken, when there is not so much left.</returns>
    public bool TryTake(long count)
    {
        while (true)
        {
            var taken = Volatile.Read(ref _taken);
            if (taken + count > bytes) return false;
            if (Interlocked.CompareExchange(ref _taken, taken + count, taken) == taken) return true;
        }
    }

    public void Give(long count) => Interlocked.Add(ref _taken, -count);
}
