namespace Scanova.Server.Ingest;

/// <summary>The moment of receipt, one for all events of a request.</summary>
/// <param name="At">UTC, whole milliseconds.</param>
/// <param name="Timestamp">The same moment by the clock that only runs forward.</param>
internal readonly record struct Receipt(DateTime At, long Timestamp)
{
    public static Receipt Now(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcTicks;
        return new Receipt(new DateTime(now - now % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), time.GetTimestamp());
    }
}
