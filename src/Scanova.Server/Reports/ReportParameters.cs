using System.Globalization;
using System.Text.RegularExpressions;
using Scanova.Attribution;
using Scanova.Reports;
using Scanova.Server.Http;
using Scanova.Server.Lookups;
using Scanova.Server.Sites;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>
/// The query of a report, judged parameter by parameter; every broken one is noted (contract section 5). An empty one counts
/// as absent, and a broken one reads as if it were: nothing is used before <see cref="AnyProblemSent"/> was asked.
/// </summary>
internal sealed partial class ReportParameters(IQueryCollection query, Site site, TimeProvider time)
{
    private const int DefaultDays = 30;
    private const int MostFunnelSteps = 20;
    private const int MostNameCharacters = 128;
    private const int MostTagCharacters = 256;

    private static readonly Flaw NotDate = new("invalid date format, e.g. 2026-11-01 expected", "value_error.date");
    private static readonly Flaw Reversed = new("ensure this day is not after the last one", "value_error.date");
    private static readonly Flaw NotQrid = new("Q and 16 hex digits expected", "value_error.qrid");
    private static readonly Flaw NotSwitch = Flaw.NoneOf("'0', '1'");
    private static readonly Flaw TooManySteps = new($"ensure these days make at most {SiteReports.MostSteps} steps", "value_error.list.max_items");
    private static readonly Flaw TooManyFunnelSteps = new($"ensure this value has at most {MostFunnelSteps} items", "value_error.list.max_items");
    private static readonly DateOnly FirstDay = new(1970, 1, 1);
    private static readonly DateOnly LastDay = new(9998, 12, 31);

    private readonly List<FieldProblem> _problems = [];

    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <inheritdoc cref="Problem.AnySent"/>
    public Task<bool> AnyProblemSent(HttpContext http) => Problem.AnySent(http, _problems);

    /// <summary>The days asked for; the last 30 if none are, and as many before <c>to</c> if only that is given.</summary>
    public ReportDays Days()
    {
        var zone = Parsed("tz", IanaZone.Find, IanaZone.Flaw) ?? IanaZone.Find(site.TimeZone) ?? TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        var asked = (From: Day("from"), To: Day("to"));
        var to = asked.To ?? (asked.From > today ? asked.From.Value : today);
        var from = asked.From ?? (to.DayNumber - FirstDay.DayNumber < DefaultDays ? FirstDay : to.AddDays(1 - DefaultDays));
        if (from <= to) return new ReportDays(from, to, zone);

        Refuse(Reversed, "from");
        return new ReportDays(to, to, zone);
    }

    public string? Qrid() => Parsed("qrid", text => Qrids().IsMatch(text) ? text.ToUpperInvariant() : null, NotQrid);

    public string? Tag() => Text("tag", MostTagCharacters);

    public string? Event() => Text("event", MostNameCharacters) is { } name ? EventNames.Shown(name) : null;

    public bool IncludeBots() => Parsed("include_bots", text => text is "0" or "1" ? text : null, NotSwitch) == "1";

    /// <summary>The steps of a timeline of these days.</summary>
    public Interval TimelineOf(ReportDays days)
    {
        var interval = OneOf("interval", Interval.Day, value => value switch { Interval.Hour => "hour", Interval.Week => "week", Interval.Month => "month", _ => "day" });
        LimitSteps(days, interval);
        return interval;
    }

    /// <summary>Refuses days that make too many steps.</summary>
    public void LimitSteps(ReportDays days, Interval interval)
    {
        if (Timeline.Of(days, interval, SiteReports.MostSteps) is null) Refuse(TooManySteps, "from");
    }

    public AttributionModel Model() => OneOf("model", AttributionModel.LastTouch, WireNames.Name);

    public IReadOnlyList<string> Steps()
    {
        var steps = query["steps"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length == 0) Refuse(Flaw.Missing, "steps");
        else if (steps.Length > MostFunnelSteps) Refuse(TooManyFunnelSteps, "steps");
        else if (steps.Any(s => s.Length > MostNameCharacters)) Refuse(Flaw.LongerThan(MostNameCharacters), "steps");
        else if (steps.Any(s => s.Contains('\0'))) Refuse(Flaw.Unstorable, "steps");
        else return steps;
        return [EventNames.Scan];
    }

    private DateOnly? Day(string name) => (DateOnly?)Parsed<object>(
        name,
        text => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay && day <= LastDay ? day : null,
        NotDate);

    private T OneOf<T>(string name, T fallback, Func<T, string> word)
        where T : struct, Enum
    {
        var found = Parsed<object>(
            name,
            text => Enum.GetValues<T>().Where(value => word(value) == text).Cast<object>().FirstOrDefault(),
            Flaw.NoneOf(string.Join(", ", Enum.GetValues<T>().Select(value => $"'{word(value)}'"))));
        return (T?)found ?? fallback;
    }

    private string? Text(string name, int most) => Parsed(name, text => text.Length <= most ? text : null, Flaw.LongerThan(most));

    /// <summary>A text that <paramref name="parse"/> makes something of; null from it is <paramref name="flaw"/>.</summary>
    private T? Parsed<T>(string name, Func<string, T?> parse, Flaw flaw)
        where T : class
    {
        var text = query[name].ToString();
        if (text.Length == 0) return null;

        // No stored text holds NUL, and PostgreSQL takes none to compare with.
        var parsed = text.Contains('\0') ? null : parse(text);
        if (parsed is null) Refuse(flaw, name);
        return parsed;
    }

    private void Refuse(Flaw flaw, string name) => _problems.Add(FieldProblem.InQuery(flaw, name));

    [GeneratedRegex(@"\AQ[0-9A-Fa-f]{16}\z")]
    private static partial Regex Qrids();
}
