using Scanova.Log;
using Scanova.Privacy;
using Scanova.Sessions;
using Scanova.Visitors;

namespace Scanova.Tests.Log;

public class DecisionTests
{
    private static readonly StreamId Stream = StreamId.ScanSession(Some.SiteId, Some.Id(1));
    private static readonly Dictionary<Guid, StoredEvent> NothingStored = [];

    [Fact]
    public void Rows_are_numbered_on_from_the_state()
    {
        var decision = Decide(Session(Some.Stored(Some.BrowserEvent(), 7)), Some.Request(Some.BrowserEvent(), Some.BrowserEvent()));

        decision.Rows.Select(r => r.Version).Should().Equal(8, 9);
    }

    [Fact]
    public void The_second_event_of_an_id_in_one_request_is_a_repeat()
    {
        var decision = Decide(new ScanSession(), Some.Request(Some.BrowserEvent(eventId: 5), Some.BrowserEvent(eventId: 5)));

        decision.Rows.Select(r => r.IsDuplicate).Should().Equal(false, true);
        decision.Answers[0].Select(a => a.IsDuplicate).Should().Equal(false, true);
    }

    [Fact]
    public void An_id_claimed_elsewhere_is_a_repeat()
    {
        var decision = Decide(new ScanSession(), Some.Request(Some.BrowserEvent(eventId: 5)), claimed: Some.Id(5));

        decision.Rows.Should().ContainSingle().Which.IsDuplicate.Should().BeTrue();
    }

    [Fact]
    public void An_attempt_that_is_stored_already_is_answered_again_and_not_stored_again()
    {
        var e = Some.BrowserEvent(eventId: 5);
        var stored = Some.Stored(e, 1);

        var decision = Decision.Decide(
            Stream, Session(stored), [Some.Request(e)], new HashSet<Guid>(), new Dictionary<Guid, StoredEvent> { [e.RecordId] = stored });

        decision.Rows.Should().BeEmpty();
        decision.Answers[0].Should().ContainSingle().Which.IsDuplicate.Should().BeFalse();
    }

    [Fact]
    public void A_retry_beside_its_first_attempt_is_stored_once()
    {
        var e = Some.BrowserEvent(eventId: 5);

        var decision = Decide(new ScanSession(), [Some.Request(e), Some.Request(e) with { IsRetry = true }]);

        decision.Rows.Should().ContainSingle();
        decision.Answers[1].Should().ContainSingle().Which.IsDuplicate.Should().BeFalse();
    }

    [Fact]
    public void An_event_without_a_consent_inherits_the_sessions_latest()
    {
        var denied = Some.ServerEvent(atSecond: 5) with { Consent = ConsentState.Denied };
        var page = Some.BrowserEvent(atSecond: 1) with { PageUrl = "https://shop.example/" };

        var decision = Decide(new ScanSession(), Some.Request(denied, page));

        decision.Rows[1].Event.PageUrl.Should().BeNull();
        decision.Rows[1].Event.Consent.Should().BeNull("only stated consents are an audit trail");
    }

    [Fact]
    public void Events_without_a_session_inherit_nothing_from_each_other()
    {
        var visitor = StreamId.Visitor(Some.SiteId, Some.Id(101));
        var denied = Some.BrowserEvent(session: null) with { VisitorId = visitor.Id, Consent = ConsentState.Denied };
        var page = Some.BrowserEvent(session: null, atSecond: 1) with { VisitorId = visitor.Id, PageUrl = "https://shop.example/" };

        var decision = Decision.Decide(visitor, new VisitorEvents(), [Some.Request(denied, page)], new HashSet<Guid>(), NothingStored);

        decision.Rows[1].Event.PageUrl.Should().NotBeNull();
    }

    [Fact]
    public void A_late_statement_does_not_override_a_later_one()
    {
        var granted = Some.BrowserEvent(atSecond: 10) with { Consent = ConsentState.Granted };
        var lateDenied = Some.BrowserEvent(atSecond: 5) with { Consent = ConsentState.Denied };
        var page = Some.BrowserEvent(atSecond: 20) with { PageUrl = "https://shop.example/" };

        Decide(new ScanSession(), Some.Request(granted, lateDenied, page)).Rows[2].Event.PageUrl.Should().NotBeNull();
    }

    [Fact]
    public void A_repeat_states_no_consent_for_others_but_strips_its_own_row()
    {
        var first = Some.BrowserEvent(eventId: 5) with { PageUrl = "https://shop.example/a" };
        var repeat = first with { RecordId = Guid.NewGuid(), Consent = ConsentState.Denied, EventTime = Some.Noon.AddSeconds(9) };
        var page = Some.BrowserEvent(atSecond: 20) with { PageUrl = "https://shop.example/b" };

        var decision = Decide(new ScanSession(), Some.Request(first, repeat, page));

        decision.Rows[1].Event.PageUrl.Should().BeNull();
        decision.Rows[2].Event.PageUrl.Should().NotBeNull();
    }

    [Fact]
    public void Only_visitors_new_to_the_stream_are_announced()
    {
        var known = Some.BrowserEvent() with { VisitorId = Some.Id(100) };
        var repeat = Some.BrowserEvent(eventId: 5) with { VisitorId = Some.Id(102) };

        var decision = Decide(
            Session(Some.Stored(known, 1)),
            [Some.Request(known with { RecordId = Guid.NewGuid(), EventId = Guid.NewGuid() }, Some.BrowserEvent() with { VisitorId = Some.Id(101) }, repeat)],
            claimed: Some.Id(5));

        decision.Visitors.Should().Equal(Some.Id(101));
    }

    private static ScanSession Session(params StoredEvent[] rows)
    {
        var session = new ScanSession();
        foreach (var row in rows) session.Apply(row);
        return session;
    }

    private static Decision Decide(ScanSession state, RecordRequest request, params Guid[] claimed) => Decide(state, [request], claimed);

    private static Decision Decide(ScanSession state, RecordRequest[] requests, params Guid[] claimed) =>
        Decision.Decide(Stream, state, requests, new HashSet<Guid>(claimed), NothingStored);
}
