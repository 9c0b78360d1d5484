using System.Globalization;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;

namespace Scanova.Tests.Reports;

/// <summary>The contract's sentences over raw rows, each taken by itself: slow, and with nothing in common with how reports are read.</summary>
internal sealed class BruteForce(IReadOnlyList<StoredEvent> rows, ReportScope scope)
{
    public IEnumerable<StoredEvent> Originals => rows.Where(r => !r.IsDuplicate);

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, scope.Days.Zone);

    public bool InPeriod(StoredEvent row) =>
        DateOnly.FromDateTime(Local(row.Event.EventTime)) is var day && day >= scope.Days.From && day <= scope.Days.To;

    public static string Shown(Event e) => e.Name == "pageview" ? "page_view" : e.Name;

    public bool IsStep(Event e, string step)
    {
        if (scope.AsHosted) return e.Source != EventSource.Scan && e.Name == step;
        return step == "scan" ? e.Source == EventSource.Scan : e.Source != EventSource.Scan && Shown(e) == step;
    }

    public IEnumerable<StoredEvent> SessionOf(StoredEvent row) => Originals
        .Where(r => r.Event.ScanSessionId is not null && r.Event.ScanSessionId == row.Event.ScanSessionId)
        .OrderBy(r => r.Event.EventTime).ThenBy(r => r.Event.ReceivedAt).ThenBy(r => r.Version);

    public StoredEvent? ScanOf(StoredEvent row) => SessionOf(row).FirstOrDefault(r => r.Event.Source == EventSource.Scan);

    public bool IsBots(StoredEvent row) => row.Event.ScanSessionId is null
        ? row.Event.IsBot
        : ScanOf(row) is { Event.IsBot: true } || SessionOf(row).FirstOrDefault(r => r.Event.Source == EventSource.Browser) is { Event.IsBot: true };

    /// <summary>But for the period and the QR code.</summary>
    public bool IsAskedFor(StoredEvent row) =>
        (scope.EventName is null || Shown(row.Event) == scope.EventName) && (scope.IncludeBots || !IsBots(row))
        && !(scope.AsHosted && row.Event.Source == EventSource.Scan);

    public bool Counts(StoredEvent row) =>
        InPeriod(row) && IsAskedFor(row) && (scope.Qrids is null || (ScanOf(row)?.Event.Qrid is { } qrid && scope.Qrids.Contains(qrid)));

    public bool IsConversion(StoredEvent row) =>
        row.Event.Source != EventSource.Scan && row.Event.Value is not { Amount: < 0 }
        && (scope.Rule.EventNames.Count == 0 ? scope.AsHosted || row.Event.Source == EventSource.Server : scope.Rule.EventNames.Contains(row.Event.Name));

    public Figures Figures(Func<StoredEvent, bool> belongs)
    {
        var counted = Originals.Where(r => Counts(r) && belongs(r)).ToList();
        var conversions = counted.Where(IsConversion).ToList();
        return new Figures
        {
            Scans = counted.Count(r => r.Event.Source == EventSource.Scan),
            Events = counted.Count(r => r.Event.Source != EventSource.Scan),
            Sessions = Sessions(counted),
            Visitors = counted.Where(r => r.Event.VisitorId is not null).Select(r => r.Event.VisitorId).Distinct().Count(),
            Duplicates = rows.Count(r => r.IsDuplicate && Counts(r) && belongs(r)),
            Conversions = conversions.Count,
            ConvertedSessions = Sessions(conversions),
            Revenue = Sums(conversions, 1),
            Refunds = Sums(counted.Where(r => r.Event.Value is { Amount: < 0 }), -1),
        };
    }

    public Dictionary<string, Figures> FiguresBy(Func<StoredEvent, string> key) =>
        rows.Where(Counts).Select(key).Distinct().ToDictionary(k => k, k => Figures(r => key(r) == k));

    /// <summary>What a step of a timeline is called, told by the clocks of the zone at that moment.</summary>
    public string StepOf(StoredEvent row, Interval interval)
    {
        var local = Local(row.Event.EventTime);
        return interval switch
        {
            Interval.Week => Day(ISOWeek.ToDateTime(ISOWeek.GetYear(local), ISOWeek.GetWeekOfYear(local), DayOfWeek.Monday)),
            Interval.Month => local.ToString("yyyy-MM-01", CultureInfo.InvariantCulture),
            Interval.Hour => new DateTimeOffset(local.Date.AddHours(local.Hour), scope.Days.Zone.GetUtcOffset(row.Event.EventTime)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            _ => Day(local),
        };
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Sessions(IEnumerable<StoredEvent> counted) =>
        counted.Where(r => r.Event.ScanSessionId is not null).Select(r => r.Event.ScanSessionId).Distinct().Count();

    private static List<Money> Sums(IEnumerable<StoredEvent> counted, int sign) =>
        [.. counted.Where(r => r.Event.Value is not null).GroupBy(r => r.Event.Value!.Value.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Money(g.Sum(r => r.Event.Value!.Value.Amount) * sign, g.Key))];
}
