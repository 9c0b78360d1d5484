namespace Scanova.Reports;

/// <summary>The days of a report, both inclusive, as they begin and end on the clocks of a time zone.</summary>
public sealed record ReportDays(DateOnly From, DateOnly To, TimeZoneInfo Zone)
{
    /// <summary>UTC, inclusive.</summary>
    public DateTime Start { get; } = StartOf(From, Zone);

    /// <summary>UTC, exclusive.</summary>
    public DateTime End { get; } = StartOf(To.AddDays(1), Zone);

    public bool Contains(DateTime utc) => utc >= Start && utc < End;

    /// <summary>
    /// The first moment of a day, UTC. Where clocks go forward at midnight, a day begins at the first time they show; where
    /// they go back to it, at the earlier of both.
    /// </summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}
