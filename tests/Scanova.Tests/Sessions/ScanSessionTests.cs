using System.Text.Json;
using CsCheck;
using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Sessions;
using Scanova.Sites;

namespace Scanova.Tests.Sessions;

public class ScanSessionTests
{
    private static readonly ConversionRule EveryServerEvent = new([]);
    private static readonly StreamId Stream = StreamId.ScanSession(Some.SiteId, Some.Id(1));

    [Fact]
    public void Counts_leave_duplicates_and_the_scan_out()
    {
        var view = View(EveryServerEvent,
            Some.Stored(Some.Scan(), 1),
            Some.Stored(Some.BrowserEvent(atSecond: 1, eventId: 10), 2),
            Some.Stored(Some.BrowserEvent(atSecond: 2, eventId: 10), 3, isDuplicate: true));

        view.EventCount.Should().Be(1);
        view.DuplicateCount.Should().Be(1);
        view.Events.Should().Equal(new NameCount("page_view", 1));
        view.Linked.Should().BeTrue();
        view.Qrid.Should().Be("Q0000000000000001");
        view.ScannedAt.Should().Be(Some.Noon);
    }

    [Fact]
    public void A_session_of_only_duplicates_exists_and_has_seen_nothing()
    {
        var view = View(EveryServerEvent, Some.Stored(Some.BrowserEvent(), 1, isDuplicate: true));

        view.EventCount.Should().Be(0);
        view.FirstSeen.Should().BeNull();
        view.DuplicateCount.Should().Be(1);
    }

    [Fact]
    public void A_late_event_takes_its_true_place()
    {
        var view = View(EveryServerEvent,
            Some.Stored(Some.BrowserEvent(atSecond: 50) with { PageUrl = "https://shop.example/second" }, 1),
            Some.Stored(Some.BrowserEvent(atSecond: 10) with { PageUrl = "https://shop.example/first" }, 2));

        view.LandingPage.Should().Be("https://shop.example/first");
        view.FirstSeen.Should().Be(Some.Noon.AddSeconds(10));
        view.LastSeen.Should().Be(Some.Noon.AddSeconds(50));
    }

    [Fact]
    public void Revenue_sums_conversions_and_refunds_by_currency()
    {
        var view = View(EveryServerEvent,
            Some.Stored(Some.ServerEvent(usd: 49.99m), 1),
            Some.Stored(Some.ServerEvent("refund", usd: -9.99m, atSecond: 1), 2),
            Some.Stored(Some.ServerEvent(atSecond: 2) with { Value = new Money(5m, "EUR") }, 3),
            Some.Stored(Some.BrowserEvent("cart", atSecond: 3) with { Value = new Money(7m, "JPY") }, 4));

        view.Revenue.Should().Equal(new Money(5m, "EUR"), new Money(40.00m, "USD"));
        view.Conversions.Select(c => c.EventName).Should().Equal("purchase", "purchase");
    }

    [Fact]
    public void A_changed_list_of_conversion_events_holds_for_the_past()
    {
        StoredEvent[] rows = [Some.Stored(Some.ServerEvent(usd: 49.99m), 1), Some.Stored(Some.BrowserEvent("signup", atSecond: 1), 2)];

        View(new ConversionRule(["signup"]), rows).Conversions.Select(c => c.EventName).Should().Equal("signup");
        View(new ConversionRule(["signup"]), rows).Revenue.Should().BeEmpty();
        View(EveryServerEvent, rows).Conversions.Select(c => c.EventName).Should().Equal("purchase");
    }

    [Fact]
    public void Lists_keep_the_newest_thousand_and_counts_stay_exact()
    {
        var rows = Enumerable.Range(1, 1_500)
            .Select(n => Some.Stored(Some.BrowserEvent(atSecond: n) with { WebSessionId = Some.Id(n), Consent = ConsentState.Granted }, n))
            .ToArray();

        var view = View(EveryServerEvent, rows);

        view.EventCount.Should().Be(1_500);
        view.WebSessionIds.Should().Equal(Enumerable.Range(501, 1_000).Select(Some.Id));
        view.ConsentTrail.Should().HaveCount(1_000);
        view.ConsentTrail[0].At.EventTime.Should().Be(Some.Noon.AddSeconds(501));
    }

    [Fact]
    public void The_consent_trail_of_a_session_too_long_to_be_remembered_is_the_same_in_any_order()
    {
        var rows = Enumerable.Range(1, 2_500)
            .Select(n => Some.Stored(Some.BrowserEvent(atSecond: n * 7 % 2_500) with { Consent = n % 2 == 0 ? ConsentState.Denied : null }, n))
            .ToArray();
        var expected = rows.Where(row => row.Event.Consent is not null).OrderBy(row => row.Event.EventTime).TakeLast(1_000).Select(row => row.Event.EventId);

        View(EveryServerEvent, rows).ConsentTrail.Select(statement => statement.EventId).Should().Equal(expected);
        View(EveryServerEvent, [.. rows.Reverse()]).Should().BeEquivalentTo(View(EveryServerEvent, rows), o => o.WithStrictOrdering());
    }

    [Fact]
    public void Sums_of_the_largest_allowed_amounts_do_not_break_the_fold()
    {
        var rows = Enumerable.Range(1, 2_000).Select(n => Some.Stored(Some.ServerEvent(usd: 999_999_999_999.999999m), n)).ToArray();

        View(EveryServerEvent, rows).Revenue.Should().Equal(new Money(2_000 * 999_999_999_999.999999m, "USD"));
    }

    [Fact]
    public void Folding_the_same_rows_in_any_order_gives_the_same_state() =>
        Journeys.Rows.SelectMany(rows => Gen.Shuffle(rows).Select(shuffled => (rows, shuffled))).Sample(
            both => View(EveryServerEvent, both.shuffled).Should().BeEquivalentTo(
                View(EveryServerEvent, both.rows), o => o.WithStrictOrdering()),
            iter: 300);

    [Fact]
    public void A_state_read_back_is_the_one_that_was_written_and_goes_on_as_that_would() =>
        Journeys.Rows.SelectMany(rows => Gen.Int[0, rows.Length].Select(at => (rows, at))).Sample(
            (rows, at) =>
            {
                var session = JsonSerializer.Deserialize<ScanSession>(JsonSerializer.Serialize(Fold(rows[..at])))!;
                foreach (var row in rows[at..]) session.Apply(row);

                session.View(Stream, EveryServerEvent, conversions: null).Should().BeEquivalentTo(
                    View(EveryServerEvent, rows), o => o.WithStrictOrdering());
                session.LatestConsent.Should().Be(Fold(rows).LatestConsent);
            },
            iter: 300);

    private static ScanSessionView View(ConversionRule rule, params StoredEvent[] rows) => Fold(rows).View(Stream, rule, conversions: null);

    private static ScanSession Fold(params StoredEvent[] rows)
    {
        var session = new ScanSession();
        foreach (var row in rows) session.Apply(row);
        return session;
    }
}
