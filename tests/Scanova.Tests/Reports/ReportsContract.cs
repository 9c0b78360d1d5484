using CsCheck;
using Scanova.Events;
using Scanova.Journeys;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Tests.Reports;

/// <summary>Every report of figures equals a brute-force computation over the raw rows (contract section 14).</summary>
public abstract class ReportsContract(int iterations)
{
    private static readonly Gen<ReportScope> Scopes = Gen.Select(
            Gen.Int[0, 4], Gen.Int[0, 4], Gen.OneOfConst("Europe/Berlin", "UTC", "Asia/Kolkata", "America/New_York"), Gen.Bool, Gen.Bool,
            Gen.OneOfConst<string?>(null, null, "page_view", "purchase", "scan"), Gen.OneOfConst<string?>([null, null, .. RandomJourneys.Qrids]))
        .Select((first, length, zone, includeBots, namesConversions, name, qrid) => new ReportScope
        {
            Days = new ReportDays(new DateOnly(2026, 10, 23).AddDays(first), new DateOnly(2026, 10, 23).AddDays(first + length), TimeZoneInfo.FindSystemTimeZoneById(zone)),
            Rule = new ConversionRule(namesConversions ? ["purchase", "pageview"] : []),
            EventName = name,
            IncludeBots = includeBots,
            Qrids = qrid is null ? null : [qrid],
        });

    [Fact]
    public Task The_summary_is_what_the_rows_add_up_to() => ForAnyRows((rows, index, scope) =>
        index.Figures(RowsOf.Summary, scope).Single().Figures.Should().BeEquivalentTo(new BruteForce(rows, scope).Figures(_ => true)));

    [Theory]
    [InlineData(Interval.Hour)]
    [InlineData(Interval.Day)]
    [InlineData(Interval.Week)]
    [InlineData(Interval.Month)]
    public Task A_timeline_has_each_step_as_the_clocks_of_its_zone_show_it(Interval interval) => ForAnyRows((rows, index, scope) =>
    {
        var expected = new BruteForce(rows, scope);
        var timeline = Timeline.Of(scope.Days, interval, 10_000)!;

        var steps = index.Timeline(interval, scope);

        var zoned = expected.FiguresBy(r => expected.StepOf(r, interval)).ToDictionary(s => s.Key.Replace("+00:00", "Z"), s => s.Value);
        steps.Select(s => s.Key.First).Should().Equal(timeline.Keys);
        zoned.Keys.Should().BeSubsetOf(timeline.Keys);
        steps.Should().AllSatisfy(s => s.Figures.Should().BeEquivalentTo(zoned.GetValueOrDefault(s.Key.First!) ?? new Figures()));
    });

    [Fact]
    public Task Event_names_have_a_row_each_page_views_one() => Compare(RowsOf.Events, (_, r) => BruteForce.Shown(r.Event));

    [Fact]
    public Task QR_codes_have_a_row_each_unlinked_sessions_one() => Compare(RowsOf.QrCodes, (rows, r) => rows.ScanOf(r)?.Event.Qrid ?? "");

    [Fact]
    public Task Devices_are_those_of_the_sessions() => Compare(RowsOf.Devices, (rows, r) =>
    {
        var candidates = r.Event.ScanSessionId is null ? [r] : rows.SessionOf(r).Where(e => e.Event.Source == EventSource.Browser && e.Event.Device?.Type is not null);
        if (rows.ScanOf(r) is { Event.Device.Type: not null } scan) candidates = [scan];
        return candidates.FirstOrDefault()?.Event.Device is { } device ? $"{device.Type}{device.Browser}{device.Os}" : "";
    });

    [Fact]
    public Task Locations_are_those_of_the_sessions() => Compare(RowsOf.Locations, (rows, r) =>
    {
        var candidates = r.Event.ScanSessionId is null ? [r] : rows.SessionOf(r).Where(e => e.Event.Location is not null);
        if (rows.ScanOf(r) is { Event.Location: not null } scan) candidates = [scan];
        return candidates.FirstOrDefault()?.Event.Location?.Country ?? "";
    });

    [Fact]
    public Task A_funnel_counts_the_sessions_that_did_the_steps_in_order() => ForAnyRows((rows, index, scope) =>
    {
        string[] steps = ["scan", "page_view", "purchase", "page_view"];

        index.Funnel(steps, scope).Should().BeEquivalentTo(Funnel(rows, scope, steps));
    });

    [Fact]
    public Task The_hosted_products_answer_is_what_the_rows_add_up_to_as_it_counts_them() => ForAnyRows((rows, index, anyScope) =>
    {
        var scope = anyScope with { AsHosted = true, EventName = null };
        var expected = new BruteForce(rows, scope);

        var tracking = index.Tracking(scope);

        tracking.Count.Should().BeEquivalentTo(expected.Figures(_ => true));
        tracking.Trend.ToDictionary(r => r.Key.First!, r => r.Figures).Should().BeEquivalentTo(Happened(expected.FiguresBy(r => expected.StepOf(r, Interval.Day))));
        tracking.Trend.Select(r => r.Key.First).Should().BeInAscendingOrder(StringComparer.Ordinal);
        var names = Happened(expected.FiguresBy(r => r.Event.Name));
        tracking.Events.ToDictionary(r => r.Key.First!, r => r.Figures).Should().BeEquivalentTo(names);
        tracking.Events.Select(r => r.Key.First).Should().Equal(names.OrderByDescending(n => n.Value.Events).ThenBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Key));
        string[] steps = ["pageview", "click", "form_submit", .. scope.Rule.EventNames.Where(name => name != "pageview")];
        tracking.Funnel.Should().BeEquivalentTo(Funnel(rows, scope, steps));
        tracking.PrimaryCurrency.Should().Be(expected.Originals.Where(r => expected.Counts(r) && expected.IsConversion(r) && r.Event.Value is not null)
            .GroupBy(r => r.Event.Value!.Value.Currency).OrderByDescending(c => c.Count()).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault()?.Key);

        static Dictionary<string, Figures> Happened(Dictionary<string, Figures> rows) => rows.Where(r => r.Value.Events > 0).ToDictionary();
    });

    /// <summary>Makes an index of the rows, or of what becomes of them when they are stored.</summary>
    /// <returns>The rows as they are in the index.</returns>
    protected abstract Task<(StoredEvent[] Rows, JourneyIndex Index)> Indexed(StoredEvent[] rows);

    private static IEnumerable<FunnelStep> Funnel(StoredEvent[] rows, ReportScope scope, string[] steps)
    {
        var all = new BruteForce(rows, scope with { EventName = null });
        var asked = new BruteForce(rows, scope);
        var sessions = all.Originals.Where(r => r.Event.ScanSessionId is not null && all.Counts(r)).GroupBy(r => r.Event.ScanSessionId)
            .Where(s => s.Any(asked.Counts))
            .Select(s => s.OrderBy(r => r.Event.EventTime).ThenBy(r => r.Event.ReceivedAt).ThenBy(r => r.Version).ToList()).ToList();
        var times = sessions.Select(s => Times(s, steps)).ToList();
        return steps.Select((step, i) => new FunnelStep(
            step, times.Count(t => t.Count > i), DropOff(times.Count(t => t.Count > Math.Max(i - 1, 0)), times.Count(t => t.Count > i)),
            i == 0 ? null : Median([.. times.Where(t => t.Count > i).Select(t => (decimal)(t[i] - t[i - 1]).TotalSeconds)])));

        List<DateTime> Times(List<StoredEvent> session, ReadOnlySpan<string> steps)
        {
            if (steps.Length == 0) return [];
            var name = steps[0];
            var at = session.FindIndex(r => all.IsStep(r.Event, name));
            return at < 0 ? [] : [session[at].Event.EventTime, .. Times(session[(at + 1)..], steps[1..])];
        }

        static decimal DropOff(int before, int here) => before == 0 ? 0 : Math.Round((before - here) * 100m / before, 6, MidpointRounding.AwayFromZero);

        static decimal? Median(decimal[] values) =>
            values.Length == 0 ? null : values.Order().Skip((values.Length - 1) / 2).Take(2 - (values.Length % 2)).Average();
    }

    private Task Compare(RowsOf report, Func<BruteForce, StoredEvent, string> key) => ForAnyRows((rows, index, scope) =>
    {
        var expected = new BruteForce(rows, scope);

        var read = index.Figures(report, scope);

        read.ToDictionary(r => r.Key.First + r.Key.Second + r.Key.Third, r => r.Figures).Should().BeEquivalentTo(expected.FiguresBy(r => key(expected, r)));
    });

    private Task ForAnyRows(Action<StoredEvent[], JourneyIndex, ReportScope> check) => Gen.Select(RandomJourneys.Stored, Scopes).SampleAsync(
        async sample =>
        {
            var (rows, index) = await Indexed(sample.Item1);
            check(rows, index, sample.Item2);
        },
        iter: iterations,
        threads: 1);
}
