using CsCheck;
using Scanova.Attribution;
using Scanova.Journeys;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;
using Scanova.Tests.Reports;

namespace Scanova.Tests.Journeys;

public sealed class JourneyIndexTests
{
    private static readonly ReportScope Days = new()
    {
        Days = new ReportDays(new DateOnly(2026, 10, 24), new DateOnly(2026, 10, 26), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
        Rule = new ConversionRule(["purchase", "pageview"]),
    };

    [Fact]
    public void It_is_the_same_in_whatever_order_rows_come_and_however_often_they_are_given() =>
        Gen.Select(RandomJourneys.Stored, Gen.Int).SelectMany(sample =>
        {
            var (rows, seed) = sample;
            var given = rows.Select((row, i) => FeedInMemory.Row(i + 1, row)).ToArray();
            return Gen.Select(Gen.Shuffle(given), Gen.Const(rows), Gen.Int[0, given.Length], Gen.Bool);
        }).Sample(
            (shuffled, rows, part, inBetween) =>
            {
                var index = new JourneyIndex();
                foreach (var row in shuffled[..part]) index.Add(row);
                if (inBetween) index.Settle(0);
                foreach (var row in shuffled) index.Add(row);
                index.Settle(rows.Length);
                foreach (var row in shuffled[part..]) index.Add(row);
                index.Settle(rows.Length);

                AllReports.Of(index, Days).Should().BeEquivalentTo(AllReports.Of(Indexing.InOrder(rows), Days), o => o.WithStrictOrdering());
            },
            iter: 200);

    [Fact]
    public void A_report_that_nobody_waits_for_ends()
    {
        var index = Indexing.InOrder([Some.Stored(Some.BrowserEvent(), 1)]);
        var left = new CancellationToken(canceled: true);

        foreach (var report in new Action[]
        {
            () => index.Figures(RowsOf.Summary, Days, left),
            () => index.Figures(RowsOf.Events, Days, left),
            () => index.Timeline(Interval.Day, Days, left),
            () => index.Funnel(["scan"], Days, left),
            () => index.Attribution(AttributionModel.Linear, TimeSpan.FromDays(1), Days, left),
            () => index.Tracking(Days with { AsHosted = true }, left),
        })
        {
            report.Should().Throw<OperationCanceledException>();
        }
    }

    [Fact]
    public void A_session_of_duplicates_only_has_no_visitor()
    {
        var index = Indexing.InOrder([Some.Stored(Some.BrowserEvent(session: 1) with { VisitorId = Some.Id(7) }, 1, isDuplicate: true)]);

        index.ScanSession(Some.Id(1)).VisitorAt(Some.Noon).Should().BeNull();
    }

    [Fact]
    public void Of_too_many_names_the_hosted_products_answer_has_those_of_the_most_events()
    {
        var often = Enumerable.Range(0, 5).Select(_ => Some.BrowserEvent("often"));
        var seldom = Enumerable.Range(0, SiteReports.MostRows + 5).SelectMany(i => new[] { Some.BrowserEvent($"seldom {i}"), Some.BrowserEvent($"seldom {i}", session: 2) });
        var index = Indexing.InOrder([.. seldom.Concat(often).Select((e, i) => Some.Stored(e, i + 1))]);
        var day = DateOnly.FromDateTime(Some.Noon);

        var tracking = index.Tracking(Days with { Days = new ReportDays(day, day, TimeZoneInfo.Utc), AsHosted = true });

        tracking.Events.Should().HaveCount(SiteReports.MostRows + 1, "one more tells that there are more");
        tracking.Events[0].Key.First.Should().Be("often");
    }

    [Fact]
    public void Thousands_of_the_same_journeys_count_thousands_of_times() =>
        RandomJourneys.Stored.Sample(
            rows =>
            {
                const int Times = 6_000;
                var index = Indexing.InOrder(Enumerable.Range(0, Times).SelectMany(i => rows.Select(row => Another(row, i))));

                var (many, one) = (AllReports.Of(index, Days), AllReports.Of(Indexing.InOrder(rows), Days));

                many.Figures.Should().BeEquivalentTo(one.Figures.Select(report => report.Select(row => row with { Figures = Multiplied(row.Figures, Times) })), o => o.WithStrictOrdering());
                many.Funnel.Should().BeEquivalentTo(one.Funnel.Select(step => step with { Sessions = step.Sessions * Times }), o => o.WithStrictOrdering());
                many.Credits.Should().BeEquivalentTo(
                    one.Credits.Select(report => report.Select(row => new CreditRow(row.Qrid, row.Conversions * Times, [.. row.Revenue.Select(sum => sum with { Amount = sum.Amount * Times })]))),
                    o => o.WithStrictOrdering());
            },
            iter: 2);

    [Fact]
    public void A_session_of_many_thousand_events_keeps_their_order_among_others()
    {
        var rows = Enumerable.Range(0, 30_000).Select(i => Some.Stored(Some.BrowserEvent(i % 3 == 0 ? "click" : "page_view", session: i % 2 == 0 ? 0 : i, atSecond: 30_000 - i), i + 1));
        var index = Indexing.InOrder(rows);

        var steps = index.Funnel(["page_view", "click", "page_view"], Days with { Days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1), TimeZoneInfo.Utc) });

        steps.Select(step => step.Sessions).Should().Equal(10_001, 1, 1);
        steps.Select(step => step.MedianSeconds).Should().Equal(null, 4, 2);
    }

    [Fact]
    public void A_visitor_that_strict_privacy_took_out_of_an_event_stays_out()
    {
        var named = Some.ServerEvent(session: null) with { VisitorId = Some.Id(7) };
        var stripped = Some.ServerEvent(session: null, atSecond: 1) with { VisitorId = null };
        var scan = Some.Scan() with { VisitorId = Some.Id(7) };
        var stream = StreamId.Of(named);
        var index = Indexing.InOrder([Some.Stored(scan, 1), new StoredEvent(stream, 1, false, named), new StoredEvent(stream, 2, false, stripped)]);
        var scope = Days with { Days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1), TimeZoneInfo.Utc), Rule = new ConversionRule([]) };

        index.Attribution(Scanova.Attribution.AttributionModel.Linear, TimeSpan.FromDays(1), scope)
            .Select(row => (row.Qrid, row.Conversions)).Should().Equal((scan.Qrid, 1), (null, 1));
    }

    /// <summary>The same, of other people.</summary>
    private static StoredEvent Another(StoredEvent row, int n)
    {
        var e = row.Event with { ScanSessionId = Other(row.Event.ScanSessionId, n), VisitorId = Other(row.Event.VisitorId, n), RecordId = Guid.NewGuid() };
        return row with { Event = e, Stream = row.Stream with { Id = row.Stream.Kind == StreamKind.ScanSession ? e.ScanSessionId!.Value : row.Stream.Id } };
    }

    private static Guid? Other(Guid? id, int n)
    {
        if (id is not { } known) return null;
        var bytes = known.ToByteArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(8), n);
        return new Guid(bytes);
    }

    private static Figures Multiplied(Figures one, int times) => one with
    {
        Scans = one.Scans * times,
        Sessions = one.Sessions * times,
        Visitors = one.Visitors * times,
        Events = one.Events * times,
        Duplicates = one.Duplicates * times,
        Conversions = one.Conversions * times,
        ConvertedSessions = one.ConvertedSessions * times,
        Revenue = [.. one.Revenue.Select(sum => sum with { Amount = sum.Amount * times })],
        Refunds = [.. one.Refunds.Select(sum => sum with { Amount = sum.Amount * times })],
    };
}
