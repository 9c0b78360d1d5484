namespace Scanova.Server.Ingest;

/// <summary>The moment of receipt, one for all events of a request.</summary>
internal static class Receipt
{
    /// <summary>UTC, whole milliseconds.</summary>
    public static DateTime Now(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcTicks;
        return new DateTime(now - now % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
