using System.Net;
using System.Text.Json;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 7: whose consent holds for an event, and what it leaves of it.</summary>
[Collection(OneApp.Name)]
public sealed class ConsentTests(UnlimitedApp shared)
{
    private readonly Guid _session = Guid.NewGuid();

    [Theory]
    [InlineData("granted", true)]
    [InlineData("denied", false)]
    [InlineData("pending", false)]
    [InlineData(null, true)]
    public async Task A_stated_consent_decides_what_is_stored_and_stays_with_the_event(string? consent, bool whole)
    {
        var shop = await Customer.Of(shared.App);
        var page = await Sent(shop, new { consent });
        (page.IsNull("page_url"), page.IsNull("referrer"), page.IsNull("metadata")).Should().Be((!whole, !whole, !whole));
        (page.Text("page_title"), page.Text("consent")).Should().Be(("Title", consent));

        var id = Guid.NewGuid();
        await shop.Server(new { event_id = id, scan_session_id = Guid.NewGuid(), consent, properties = new { plan = "pro" }, user_identifiers = new { external_id = "u1" } });
        var purchase = await shop.Row(id);
        purchase.IsNull("metadata").Should().Be(!whole);
        (purchase.Text("external_id"), purchase.Text("consent")).Should().Be(("u1", consent));
    }

    [Fact]
    public async Task A_denied_by_the_backend_protects_the_browser_events_that_follow_and_no_earlier_one()
    {
        var shop = await Customer.Of(shared.App);
        var before = await Sent(shop, new { scan_session_id = _session });
        await shop.Server(new { scan_session_id = _session, consent = "denied" });
        var after = await Sent(shop, new { scan_session_id = _session });
        var elsewhere = await Sent(shop, new { scan_session_id = Guid.NewGuid() });

        IsWhole(before).Should().BeTrue();
        IsWhole(await shop.Row(before.GetProperty("event_id").GetGuid())).Should().BeTrue();
        IsWhole(after).Should().BeFalse();
        after.IsNull("consent").Should().BeTrue("a consent it did not state is not its own");
        IsWhole(elsewhere).Should().BeTrue();
    }

    [Fact]
    public async Task The_latest_statement_by_event_time_holds_whenever_it_arrived()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Server(new { scan_session_id = _session, consent = "denied", event_time = Customer.At(10) });
        await shop.Server(new { scan_session_id = _session, consent = "granted", event_time = Customer.At(5) });
        IsWhole(await Sent(shop, new { scan_session_id = _session })).Should().BeFalse();

        await shop.Server(new { scan_session_id = _session, consent = "granted", event_time = Customer.At(15) });
        IsWhole(await Sent(shop, new { scan_session_id = _session })).Should().BeTrue();

        var state = await shop.Session(_session);
        state.Text("consent").Should().Be("granted");
        state.List("consent_trail").Select(s => s.Text("consent")).Should().Equal("granted", "denied", "granted");
    }

    [Fact]
    public async Task Of_two_statements_of_one_event_time_the_one_received_later_holds()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Server(new { scan_session_id = _session, consent = "granted", event_time = Customer.At(1) });
        await shop.Server(new { scan_session_id = _session, consent = "pending", event_time = Customer.At(1) });

        (await shop.Session(_session)).Text("consent").Should().Be("pending");
        IsWhole(await Sent(shop, new { scan_session_id = _session })).Should().BeFalse();
    }

    [Fact]
    public async Task Inside_a_batch_a_statement_holds_from_its_place_on()
    {
        var shop = await Customer.Of(shared.App);
        await shop.BrowserBatch(
        [
            new { scan_session_id = _session, page_url = "https://shop.example/1", event_time = Customer.At(1) },
            new { scan_session_id = _session, page_url = "https://shop.example/2", event_time = Customer.At(2), consent = "denied" },
            new { scan_session_id = _session, page_url = "https://shop.example/3", event_time = Customer.At(3) },
        ]);

        (await shop.Journey(_session)).Select(row => row.IsNull("page_url")).Should().Equal(false, true, true);
    }

    [Fact]
    public async Task Without_any_statement_the_default_of_the_site_holds()
    {
        var shop = await Customer.Of(shared.App, new { consent_default = "pending" });

        IsWhole(await Sent(shop, new { scan_session_id = _session })).Should().BeFalse();
        IsWhole(await Sent(shop, new { visitor_id = Guid.NewGuid() })).Should().BeFalse();
        IsWhole(await Sent(shop, new { })).Should().BeFalse();
        IsWhole(await Sent(shop, new { consent = "granted" })).Should().BeTrue();
        await shop.Server(new { scan_session_id = _session, consent = "granted" });
        IsWhole(await Sent(shop, new { scan_session_id = _session })).Should().BeTrue();
    }

    [Fact]
    public async Task Events_without_a_session_inherit_from_no_other()
    {
        var shop = await Customer.Of(shared.App);
        var visitor = Guid.NewGuid();

        IsWhole(await Sent(shop, new { visitor_id = visitor, consent = "denied" })).Should().BeFalse();
        IsWhole(await Sent(shop, new { visitor_id = visitor })).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Strict_privacy_also_strips_what_could_tell_the_person_apart(bool withSession)
    {
        var shop = await Customer.Of(shared.App, new { strict_privacy = true });
        var visitor = Guid.NewGuid();
        const string firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        Guid? session = withSession ? _session : null;
        var row = await Sent(shop, new { scan_session_id = session, visitor_id = visitor, consent = "denied", device = new { user_agent = firefox } });

        new[] { "page_url", "referrer", "metadata", "page_title", "browser", "os", "visitor_id" }.Should().OnlyContain(name => row.IsNull(name));
        row.Text("device_type").Should().Be("desktop");
        (await shop.StatusOf($"/visitors/{visitor}")).Should().Be(HttpStatusCode.NotFound);

        await Sent(shop, new { scan_session_id = session, visitor_id = visitor, consent = "granted" });
        (await shop.Visitor(visitor)).Number("event_count").Should().Be(1);
    }

    private static bool IsWhole(JsonElement row) => !row.IsNull("page_url");

    /// <summary>Sends a browser event with all that consent can strip, and reads its row.</summary>
    private static async Task<JsonElement> Sent(Customer shop, object members)
    {
        var id = Guid.NewGuid();
        var body = JsonSerializer.SerializeToNode(members)!.AsObject();
        body["event_id"] = id;
        body["page_url"] = "https://shop.example/page";
        body["referrer"] = "https://search.example/";
        body["page_title"] = "Title";
        body["metadata"] = JsonSerializer.SerializeToNode(new { size = "L" });
        await shop.Browser(body);
        return await shop.Row(id);
    }
}
