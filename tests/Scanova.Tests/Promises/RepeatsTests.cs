using System.Net;
using Scanova.Tests.App;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 6: what a repeat is, and all that it does not change.</summary>
[Collection(OneApp.Name)]
public sealed class RepeatsTests(UnlimitedApp shared)
{
    private readonly (Guid Id, Guid Session, Guid Visitor) _original = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    [Fact]
    public async Task A_repeat_changes_nothing_but_the_count_of_duplicates()
    {
        var shop = await ShopWithJourney();
        var (session, visitor) = (await shop.Session(_original.Session), await shop.Visitor(_original.Visitor));
        var stranger = Guid.NewGuid();

        (await shop.Server(RepeatOf(_original.Id, _original.Session, stranger))).Should().BeTrue();

        var after = await shop.Session(_original.Session);
        after.Number("duplicate_count").Should().Be(1);
        after.Without("duplicate_count").Should().Be(session.Without("duplicate_count"));
        (await shop.Visitor(_original.Visitor)).GetRawText().Should().Be(visitor.GetRawText());
        (await shop.StatusOf($"/visitors/{stranger}")).Should().Be(HttpStatusCode.NotFound);
        (await shop.Journey(_original.Session)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_repeat_is_a_row_of_its_own_with_its_own_content()
    {
        var shop = await ShopWithJourney();
        var stranger = Guid.NewGuid();
        await shop.Server(RepeatOf(_original.Id, _original.Session, stranger));

        var found = await shop.Event(_original.Id);
        found.GetProperty("event").Text("event_name").Should().Be("purchase");
        found.GetProperty("event").GetProperty("conversion_amount").GetDecimal().Should().Be(49.99m);
        var row = found.List("duplicates").Should().ContainSingle().Subject;
        (row.Text("event_name"), row.Text("consent"), row.Number("is_duplicate")).Should().Be(("refund", "granted", 1));
        row.GetProperty("visitor_id").GetGuid().Should().Be(stranger);
        (await shop.Journey(_original.Session, withDuplicates: true)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_repeat_may_come_by_the_other_channel_and_name_another_session()
    {
        var shop = await ShopWithJourney();
        var elsewhere = Guid.NewGuid();

        (await shop.Browser(new { event_id = _original.Id, scan_session_id = elsewhere, page_url = "https://shop.example/" })).Should().BeTrue();

        (await shop.Session(_original.Session)).Number("duplicate_count").Should().Be(0);
        var state = await shop.Session(elsewhere);
        (state.Number("event_count"), state.Number("duplicate_count")).Should().Be((0, 1));
        new[] { "first_seen", "last_seen", "landing_page", "consent", "qrid" }.Should().OnlyContain(name => state.IsNull(name));
        state.GetProperty("events").EnumerateObject().Should().BeEmpty();
        (await shop.Journey(elsewhere)).Should().BeEmpty();
        (await shop.Journey(elsewhere, withDuplicates: true)).Should().ContainSingle();
    }

    [Fact]
    public async Task The_consent_of_a_repeat_strips_its_own_row_and_holds_for_no_other()
    {
        var shop = await Customer.Of(shared.App);
        var (id, next, session) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await shop.Browser(new { event_id = id, scan_session_id = session, page_url = "https://shop.example/1" });
        await shop.Browser(new { event_id = id, scan_session_id = session, page_url = "https://shop.example/2", consent = "denied" });
        await shop.Browser(new { event_id = next, scan_session_id = session, page_url = "https://shop.example/3" });

        var found = await shop.Event(id);
        found.GetProperty("event").Text("page_url").Should().Be("https://shop.example/1");
        found.List("duplicates").Single().IsNull("page_url").Should().BeTrue();
        found.List("duplicates").Single().Text("consent").Should().Be("denied");
        (await shop.Row(next)).Text("page_url").Should().Be("https://shop.example/3");
        var state = await shop.Session(session);
        state.IsNull("consent").Should().BeTrue();
        state.List("consent_trail").Should().BeEmpty();
    }

    [Fact]
    public async Task A_denied_session_strips_its_repeats_too()
    {
        var shop = await Customer.Of(shared.App);
        var (id, session) = (Guid.NewGuid(), Guid.NewGuid());
        await shop.Server(new { event_id = id, scan_session_id = session, consent = "denied" });
        await shop.Browser(new { event_id = id, scan_session_id = session, page_url = "https://shop.example/" });

        (await shop.Event(id)).List("duplicates").Single().IsNull("page_url").Should().BeTrue();
    }

    [Fact]
    public async Task Events_without_a_session_have_repeats_too()
    {
        var shop = await Customer.Of(shared.App);
        foreach (var members in new object[] { new { event_id = Guid.NewGuid() }, new { event_id = Guid.NewGuid(), visitor_id = Guid.NewGuid() } })
        {
            (await shop.Browser(members)).Should().BeFalse();
            (await shop.Browser(members)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_repeat_is_known_after_a_restart_of_the_service()
    {
        await using var app = await ScanovaApp.Start(UnlimitedApp.NoLimits);
        var shop = await Customer.Of(app);
        object[] events =
        [
            new { event_id = Guid.NewGuid(), scan_session_id = _original.Session, visitor_id = _original.Visitor, event_time = Customer.At(0) },
            new { event_id = Guid.NewGuid(), visitor_id = _original.Visitor, event_time = Customer.At(1) },
            new { event_id = Guid.NewGuid(), event_time = Customer.At(2) },
        ];
        foreach (var members in events) (await shop.Browser(members)).Should().BeFalse();
        var (session, visitor) = (await shop.Session(_original.Session), await shop.Visitor(_original.Visitor));

        await app.Restart();

        (await shop.Session(_original.Session)).GetRawText().Should().Be(session.GetRawText());
        foreach (var members in events) (await shop.Browser(members)).Should().BeTrue();
        (await shop.Session(_original.Session)).Without("duplicate_count").Should().Be(session.Without("duplicate_count"));
        (await shop.Visitor(_original.Visitor)).GetRawText().Should().Be(visitor.GetRawText());
    }

    private async Task<Customer> ShopWithJourney()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new
        {
            scan_session_id = _original.Session,
            visitor_id = _original.Visitor,
            page_url = "https://shop.example/landing",
            consent = "granted",
            event_time = Customer.At(0),
        });
        await shop.Server(new
        {
            event_id = _original.Id,
            scan_session_id = _original.Session,
            visitor_id = _original.Visitor,
            conversion_value = new { amount = 49.99m, currency = "USD" },
            consent = "pending",
            event_time = Customer.At(5),
        });
        return shop;
    }

    /// <summary>The same id with everything else different.</summary>
    private static object RepeatOf(Guid id, Guid session, Guid visitor) => new
    {
        event_id = id,
        scan_session_id = session,
        event_name = "refund",
        visitor_id = visitor,
        web_session_id = Guid.NewGuid(),
        conversion_value = new { amount = -5, currency = "EUR" },
        consent = "granted",
        event_time = Customer.At(60),
    };
}
