namespace Scanova.Reports;

/// <summary><see cref="ReportDays"/> between silos: the time zone by its id.</summary>
[GenerateSerializer, Immutable, Alias("report-days")]
public readonly record struct ReportDaysSurrogate(
    [property: Id(0)] DateOnly From,
    [property: Id(1)] DateOnly To,
    [property: Id(2)] string ZoneId);

[RegisterConverter]
public sealed class ReportDaysConverter : IConverter<ReportDays, ReportDaysSurrogate>
{
    public ReportDays ConvertFromSurrogate(in ReportDaysSurrogate surrogate) =>
        new(surrogate.From, surrogate.To, TimeZoneInfo.FindSystemTimeZoneById(surrogate.ZoneId));

    public ReportDaysSurrogate ConvertToSurrogate(in ReportDays value) => new(value.From, value.To, value.Zone.Id);
}
