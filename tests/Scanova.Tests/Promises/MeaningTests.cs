using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Server.Ingest;
using Scanova.Tests.App;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 8: what events are found to mean.</summary>
[Collection(OneApp.Name)]
public sealed class MeaningTests(UnlimitedApp shared)
{
    private readonly Guid _session = Guid.NewGuid();

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "mobile", 0)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "desktop", 0)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot", 1)]
    public async Task The_user_agent_tells_the_device_and_is_not_kept(string userAgent, string type, int isBot)
    {
        var shop = await Customer.Of(shared.App);
        var id = Guid.NewGuid();
        await shop.Browser(new { event_id = id, device = new { user_agent = userAgent, screen_width = 390, screen_height = 844, language = "de-DE" } });

        var row = await shop.Row(id);
        (row.Text("device_type"), row.Number("is_bot")).Should().Be((type, isBot));
        (row.Number("screen_width"), row.Number("screen_height"), row.Text("language")).Should().Be((390, 844, "de-DE"));
        row.GetRawText().Should().NotContain("Mozilla");
    }

    [Fact]
    public async Task Server_events_have_no_device_no_place_and_are_no_bots()
    {
        var shop = await Customer.Of(shared.App);
        var id = Guid.NewGuid();
        await shop.Server(new { event_id = id, scan_session_id = _session, device = new { user_agent = "Googlebot/2.1", screen_width = 5 } });

        var row = await shop.Row(id);
        new[] { "device_type", "browser", "os", "language", "screen_width", "screen_height", "country", "region", "city" }.Should().OnlyContain(name => row.IsNull(name));
        row.Number("is_bot").Should().Be(0);
    }

    [Fact]
    public async Task A_scan_links_its_session_and_gives_its_code_to_all_its_events()
    {
        var shop = await Customer.Of(shared.App);
        var code = await shared.App.CreateQrCode(shop.SiteId, "https://shop.example/menu?a=1");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var phone = new HttpClient(handler) { BaseAddress = shared.App.Client.BaseAddress };
        using var redirect = await phone.GetAsync($"/s/{code.Text("code")}");
        redirect.StatusCode.Should().Be(HttpStatusCode.Found);
        var session = Guid.Parse(redirect.Headers.Location!.Query.Split("scnv=")[1]);
        var id = Guid.NewGuid();
        await shop.Browser(new { event_id = id, scan_session_id = session });

        await Eventually.Holds(async () => (await shop.Session(session)).GetProperty("linked").GetBoolean(), "a slow scan is stored in the background");
        var state = await shop.Session(session);
        (state.Text("qrid"), state.Number("event_count")).Should().Be((code.Text("qrid"), 1));
        state.IsNull("scanned_at").Should().BeFalse();
        (await shop.Row(id)).Text("qrid").Should().Be(code.Text("qrid"));
        (await shop.Journey(session)).Should().HaveCount(2).And.OnlyContain(row => row.Text("qrid") == code.Text("qrid"));
    }

    [Fact]
    public async Task A_session_without_a_scan_of_ours_is_unlinked_until_its_scan_arrives()
    {
        var shop = await Customer.Of(shared.App);
        var id = Guid.NewGuid();
        await shop.Browser(new { event_id = id, scan_session_id = _session, event_type = "scan", event_time = Customer.At(5) });

        var before = await shop.Session(_session);
        (before.GetProperty("linked").GetBoolean(), before.IsNull("qrid"), before.IsNull("scanned_at")).Should().Be((false, true, true));
        before.Number("event_count").Should().Be(1, "only our own scans are scans, whatever an event is named");

        await Scanned(shop, "Q0123456789ABCDEF", Customer.At(0));

        var after = await shop.Session(_session);
        (after.GetProperty("linked").GetBoolean(), after.Text("qrid"), after.Number("event_count")).Should().Be((true, "Q0123456789ABCDEF", 1));
        (await shop.Row(id)).Text("qrid").Should().Be("Q0123456789ABCDEF");
    }

    [Fact]
    public async Task Every_server_event_is_a_conversion_until_the_site_names_some_and_that_holds_for_the_past()
    {
        var shop = await Customer.Of(shared.App);
        var visitor = Guid.NewGuid();
        var (signup, lead) = (Guid.NewGuid(), Guid.NewGuid());
        await shop.Server(new { event_id = signup, event_name = "signup", scan_session_id = _session, visitor_id = visitor, conversion_value = Usd(10) });
        await shop.Browser(new { event_id = lead, event_type = "lead", scan_session_id = _session, visitor_id = visitor, conversion_value = Usd(2.50m) });
        await Converted(signup, """{"USD":10}""");

        await shop.Change(new { conversion_events = new[] { "lead" } });
        await Converted(lead, """{"USD":2.50}""");

        await shop.Change(new { conversion_events = Array.Empty<string>() });
        await Converted(signup, """{"USD":10}""");

        Task Converted(Guid only, string revenue) => Eventually.Holds(
            async () => Shows(await shop.Session(_session), only, revenue) && Shows(await shop.Visitor(visitor), only, revenue),
            "a changed setting is in force within 5 s, also for what was stored before");
    }

    [Fact]
    public async Task A_refund_is_no_conversion_and_lowers_the_revenue_of_its_currency()
    {
        var shop = await Customer.Of(shared.App);
        var visitor = Guid.NewGuid();
        await shop.Server(new { scan_session_id = _session, visitor_id = visitor, conversion_value = Usd(49.99m) });
        await shop.Server(new { scan_session_id = _session, visitor_id = visitor, conversion_value = new { amount = 0.1m, currency = "eur" } });
        await shop.Server(new { scan_session_id = _session, visitor_id = visitor, event_name = "refund", conversion_value = Usd(-9.995m) });

        foreach (var state in new[] { await shop.Session(_session), await shop.Visitor(visitor) })
        {
            state.List("conversions").Should().HaveCount(2);
            state.GetProperty("revenue").GetRawText().Should().Be("""{"EUR":0.1,"USD":39.995}""");
            state.Number("event_count").Should().Be(3);
        }
    }

    [Fact]
    public async Task An_amount_on_any_other_event_counts_nowhere()
    {
        var shop = await Customer.Of(shared.App, new { conversion_events = new[] { "purchase" } });
        var visitor = Guid.NewGuid();
        await shop.Server(new { event_name = "quote", scan_session_id = _session, visitor_id = visitor, conversion_value = Usd(7) });
        await shop.Browser(new { scan_session_id = _session, visitor_id = visitor, conversion_value = Usd(8) });

        foreach (var state in new[] { await shop.Session(_session), await shop.Visitor(visitor) })
        {
            state.List("conversions").Should().BeEmpty();
            state.GetProperty("revenue").GetRawText().Should().Be("{}");
        }

        (await shop.Journey(_session)).Select(row => row.GetProperty("conversion_amount").GetDecimal()).Should().BeEquivalentTo([7m, 8m]);
    }

    private static bool Shows(JsonElement state, Guid conversion, string revenue) =>
        state.List("conversions").Ids().SequenceEqual([conversion]) && state.GetProperty("revenue").GetRawText() == revenue;

    private static object Usd(decimal amount) => new { amount, currency = "USD" };

    /// <summary>A scan that comes late: its way to the log is the recorder's, as for any scan.</summary>
    private async Task Scanned(Customer shop, string qrid, DateTime at)
    {
        var scan = Some.Scan() with { SiteId = shop.SiteId, Qrid = qrid, ScanSessionId = _session, EventTime = at, ReceivedAt = at };
        var outcomes = await shared.App.Services.GetRequiredService<IEventRecorder>().Record([new AcceptedEvent(scan, Some.StoreWhole)], CancellationToken.None);
        outcomes.Should().Equal(RecordOutcome.Stored);
    }
}
