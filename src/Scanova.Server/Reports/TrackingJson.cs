using System.Text.Json;
using Scanova.Reports;
using Scanova.Server.Http;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>The answer of <c>POST /analytics/ct/</c> (contract section 14).</summary>
internal static class TrackingJson
{
    public static void Write(Utf8JsonWriter json, (ConversionTracking Tracking, TrackedCodes Codes, Site Site, ReportDays Days) answer)
    {
        var (tracking, codes, site, days) = answer;
        var count = tracking.Count;
        json.WriteStartObject();
        json.WriteStartObject("conversion");
        WriteMeta(json, codes, tracking);
        WriteCount(json, tracking, count, days);
        json.WriteStartArray("trend");
        foreach (var day in tracking.Trend) WriteDay(json, day);
        json.WriteEndArray();
        json.WriteStartArray("event_breakdown");
        foreach (var name in tracking.Events.Take(SiteReports.MostRows)) WriteName(json, name);
        json.WriteEndArray();
        WriteSite(json, site, count);
        json.WriteStartArray("funnel");
        foreach (var step in tracking.Funnel) WriteStep(json, step);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter json, TrackedCodes codes, ConversionTracking tracking)
    {
        var refunds = tracking.Count.Refunds;
        string[] told = refunds.Count == 0 ? [] : [$"Refunds are not taken off the revenue: {Listed(refunds)}"];
        string[] cut = tracking.Events.Count <= SiteReports.MostRows ? [] : [$"event_breakdown names only the {SiteReports.MostRows} events with the most of them"];
        json.WriteStartObject("meta");
        json.WriteTexts("warnings", [.. codes.Warnings, .. told, .. cut]);
        json.WriteTexts("unlinked_qrs", codes.Unlinked);
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, ConversionTracking tracking, Figures count, ReportDays days)
    {
        var primary = tracking.PrimaryCurrency;
        var others = count.Revenue.Where(r => r.Currency != primary).ToList();
        json.WriteStartObject("count");
        json.WriteNumber("total_events", count.Events);
        json.WriteNumber("total_conversions", count.Conversions);
        json.WriteNumber("unique_sessions", count.Sessions);
        json.WriteNumber("conversion_rate", ConversionTracking.Rate(count));
        json.WriteNumber("revenue", count.Revenue.FirstOrDefault(r => r.Currency == primary).Amount);
        json.WriteString("primary_currency", primary);
        json.WriteString("currency_warning", others.Count == 0 ? null : $"Revenue in other currencies is not included: {Listed(others)}");
        json.WriteStartObject("period");
        json.WriteDay("start", days.From);
        json.WriteDay("end", days.To);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter json, FigureRow day)
    {
        json.WriteStartObject();
        json.WriteString("date", day.Key.First);
        json.WriteNumber("unique_sessions", day.Figures.Sessions);
        json.WriteNumber("conversions", day.Figures.Conversions);
        json.WriteNumber("events", day.Figures.Events);
        json.WriteNumber("conversion_rate", ConversionTracking.Rate(day.Figures));
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, FigureRow name)
    {
        json.WriteStartObject();
        json.WriteString("event", name.Key.First);
        json.WriteNumber("total_events", name.Figures.Events);
        json.WriteNumber("unique_sessions", name.Figures.Sessions);
        json.WriteNumber("conversions", name.Figures.Conversions);
        json.WriteEndObject();
    }

    private static void WriteSite(Utf8JsonWriter json, Site site, Figures count)
    {
        json.WriteStartArray("site_breakdown");
        json.WriteStartObject();
        json.WriteStartObject("site");
        json.WriteString("site_id", site.SiteId);
        json.WriteString("name", site.Name);
        json.WriteEndObject();
        json.WriteNumber("total_events", count.Events);
        json.WriteNumber("unique_sessions", count.Sessions);
        json.WriteNumber("conversions", count.Conversions);
        json.WriteNumber("conversion_rate", ConversionTracking.Rate(count));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteStep(Utf8JsonWriter json, FunnelStep step)
    {
        json.WriteStartObject();
        json.WriteString("step", step.Step);
        json.WriteNumber("sessions", step.Sessions);
        json.WriteNumber("drop_off_percent", step.DropOffPercent);
        json.WriteEndObject();
    }

    private static string Listed(IEnumerable<Events.Money> sums) =>
        string.Join(", ", sums.Select(s => FormattableString.Invariant($"{s.Amount} {s.Currency}")));
}
