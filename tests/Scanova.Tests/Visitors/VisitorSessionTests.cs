using CsCheck;
using Scanova.Events;
using Scanova.Log;
using Scanova.Sites;
using Scanova.Visitors;

namespace Scanova.Tests.Visitors;

public class VisitorSessionTests
{
    private static readonly StreamId Stream = StreamId.ScanSession(Some.SiteId, Some.Id(1));
    private static readonly Guid Ada = Some.Id(101);
    private static readonly Guid Bob = Some.Id(102);

    [Fact]
    public void A_purchase_that_names_nobody_is_the_visitors_whose_event_was_the_latest_before_it()
    {
        StoredEvent[] rows =
        [
            Some.Stored(Some.BrowserEvent(atSecond: 1) with { VisitorId = Ada }, 1),
            Some.Stored(Some.BrowserEvent(atSecond: 9) with { VisitorId = Bob }, 2),
            Some.Stored(Some.ServerEvent(atSecond: 5, usd: 10), 3),
        ];

        Fold(Ada, rows).Conversions().Should().ContainSingle();
        Fold(Bob, rows).Conversions().Should().BeEmpty();
    }

    [Fact]
    public void A_purchase_before_any_visitor_is_the_earliest_ones()
    {
        StoredEvent[] rows =
        [
            Some.Stored(Some.ServerEvent(atSecond: 0, usd: 10), 1),
            Some.Stored(Some.BrowserEvent(atSecond: 9) with { VisitorId = Bob }, 2),
            Some.Stored(Some.BrowserEvent(atSecond: 4) with { VisitorId = Ada }, 3),
        ];

        Fold(Ada, rows).Conversions().Should().ContainSingle();
        Fold(Bob, rows).Amounts().Should().BeEmpty();
    }

    [Fact]
    public void A_purchase_that_names_its_visitor_is_that_ones()
    {
        StoredEvent[] rows =
        [
            Some.Stored(Some.BrowserEvent(atSecond: 1) with { VisitorId = Ada }, 1),
            Some.Stored(Some.ServerEvent(atSecond: 5, usd: 10) with { VisitorId = Bob }, 2),
        ];

        Fold(Ada, rows).Conversions().Should().BeEmpty();
        Fold(Bob, rows).Amounts().Should().Equal(new Money(10, "USD"));
    }

    [Fact]
    public void The_touch_time_is_the_scans_even_when_events_are_dated_earlier()
    {
        var session = Fold(Ada,
            Some.Stored(Some.BrowserEvent(atSecond: 1) with { VisitorId = Ada }, 1),
            Some.Stored(Some.Scan("Q00000000000000AA", atSecond: 3), 2));

        session.Touchpoint!.Value.At.Should().Be(Some.Noon.AddSeconds(3));
        session.Touchpoint!.Value.Qrid.Should().Be("Q00000000000000AA");
    }

    [Fact]
    public void Repeats_change_nothing_but_the_version()
    {
        var session = Fold(Ada,
            Some.Stored(Some.BrowserEvent(atSecond: 1) with { VisitorId = Ada }, 1),
            Some.Stored(Some.ServerEvent(atSecond: 2, usd: 5) with { VisitorId = Ada }, 2, isDuplicate: true));

        session.EventCount.Should().Be(1);
        session.Amounts().Should().BeEmpty();
        session.Version.Should().Be(2);
    }

    [Fact]
    public void Folding_the_same_rows_in_any_order_gives_the_same_state() =>
        Sessions.Journeys.Rows.SelectMany(rows => Gen.Shuffle(rows).Select(shuffled => (rows, shuffled))).Sample(
            both => Read(Fold(Ada, both.shuffled)).Should().BeEquivalentTo(Read(Fold(Ada, both.rows)), o => o.WithStrictOrdering()),
            iter: 300);

    private static VisitorSession Fold(Guid visitor, params StoredEvent[] rows)
    {
        var session = new VisitorSession(Stream, visitor, new ConversionRule([]));
        foreach (var row in rows) session.Apply(row);
        return session;
    }

    private static object Read(VisitorSession s) => new
    {
        s.Version,
        s.EventCount,
        s.FirstSeen,
        s.LastSeen,
        s.Touchpoint,
        Conversions = s.Conversions().ToList(),
        Sum = s.Amounts().Sum(a => a.Amount),
    };
}
