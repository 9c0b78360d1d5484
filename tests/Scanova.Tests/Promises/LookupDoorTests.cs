using System.Net;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 9: who may read what, and what is not there.</summary>
[Collection(OneApp.Name)]
public sealed class LookupDoorTests(UnlimitedApp shared)
{
    private readonly (Guid Event, Guid Session, Guid Visitor) _known = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    private string[] Paths => [$"/sessions/{_known.Session}", $"/sessions/{_known.Session}/events", $"/visitors/{_known.Visitor}", $"/events/{_known.Event}"];

    [Fact]
    public async Task Every_lookup_asks_for_a_key()
    {
        var shop = await Shop();
        foreach (var path in Paths)
        {
            (await shop.Get(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
            (await shop.Get(path, ("X-API-Key", "sk_unknown"))).Status.Should().Be(HttpStatusCode.Forbidden);
            (await shop.Get($"{path}?site_id={shop.SiteId}", ("X-Admin-Key", "another"))).Status.Should().Be(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_admin_key_reads_any_site_that_the_query_names()
    {
        var shop = await Shop();
        foreach (var path in Paths)
        {
            (await shop.Get($"{path}?site_id={shop.SiteId}", ("X-Admin-Key", ScanovaApp.AdminKey))).Status.Should().Be(HttpStatusCode.OK);
            (await shop.Get($"{path}?site_id=nowhere", ("X-Admin-Key", ScanovaApp.AdminKey))).Status.Should().Be(HttpStatusCode.NotFound);
            var (status, answer) = await shop.Get(path, ("X-Admin-Key", ScanovaApp.AdminKey));
            ((int)status, answer.List("detail").Single().GetProperty("loc").GetRawText()).Should().Be((422, """["query","site_id"]"""));
        }
    }

    [Fact]
    public async Task A_next_link_keeps_the_site_that_the_admin_key_asked_for()
    {
        var shop = await Shop();
        await shop.Browser(new { scan_session_id = _known.Session });

        var (_, page) = await shop.Get($"/sessions/{_known.Session}/events?limit=1&site_id={shop.SiteId}", ("X-Admin-Key", ScanovaApp.AdminKey));
        var (status, last) = await shop.Get(page.Text("next")!, ("X-Admin-Key", ScanovaApp.AdminKey));

        (status, last.List("events").Count, last.IsNull("next")).Should().Be((HttpStatusCode.OK, 1, true));
    }

    [Fact]
    public async Task What_another_site_has_is_not_there()
    {
        await Shop();
        var other = await Customer.Of(shared.App);
        foreach (var path in Paths) (await other.StatusOf(path)).Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("550e8400e29b41d4a716446655440000")]
    [InlineData("{550e8400-e29b-41d4-a716-446655440000}")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000g")]
    [InlineData("11111111-2222-4333-8444-555555555555")]
    [InlineData("0x0e8400-e29b-41d4-a716-446655440000")]
    [InlineData("+50e8400-e29b-41d4-a716-446655440000")]
    [InlineData("%20550e8400-e29b-41d4-a716-446655440000")]
    public async Task An_id_that_is_none_or_unknown_is_404_in_JSON(string id)
    {
        var shop = await Customer.Of(shared.App);
        foreach (var path in new[] { $"/sessions/{id}", $"/sessions/{id}/events", $"/visitors/{id}", $"/events/{id}" })
        {
            var (status, answer) = await shop.Get(path, ("X-API-Key", shop.Key));
            (status, answer.GetProperty("detail").ValueKind).Should().Be((HttpStatusCode.NotFound, JsonValueKind.String));
        }
    }

    [Fact]
    public async Task Ids_are_read_in_any_case_and_written_in_lower_case()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new { event_id = $"{_known.Event}".ToUpperInvariant(), scan_session_id = $"{_known.Session}".ToUpperInvariant() });

        (await shop.Read($"/sessions/{$"{_known.Session}".ToUpperInvariant()}")).Text("scan_session_id").Should().Be($"{_known.Session}");
        (await shop.Read($"/events/{$"{_known.Event}".ToUpperInvariant()}")).GetProperty("event").Text("event_id").Should().Be($"{_known.Event}");
    }

    [Fact]
    public async Task Other_methods_are_405_in_JSON()
    {
        foreach (var path in Paths)
        {
            using var answer = await shared.App.Client.PostAsync(path, null);
            answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
            (await answer.Json()).Text("detail").Should().NotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task A_session_answers_with_every_member_and_lists_that_are_never_null()
    {
        var shop = await Shop();
        var state = await shop.Session(_known.Session);

        state.EnumerateObject().Select(p => p.Name).Should().Equal(
            "scan_session_id", "site_id", "qrid", "linked", "scanned_at", "first_seen", "last_seen", "landing_page", "event_count", "duplicate_count",
            "events", "web_session_ids", "visitor_ids", "consent", "consent_trail", "conversions", "revenue");
        state.EnumerateObject().Where(p => p.Name is "web_session_ids" or "consent_trail" or "conversions").Should().OnlyContain(p => p.Value.ValueKind == JsonValueKind.Array);
        state.GetProperty("events").GetRawText().Should().Be("""{"page_view":1}""");
        state.Text("first_seen").Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task The_landing_page_is_the_first_page_by_event_time()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new { scan_session_id = _known.Session, page_url = "https://shop.example/second", event_time = Customer.At(2) });
        await shop.Browser(new { scan_session_id = _known.Session, page_url = "https://shop.example/first", event_time = Customer.At(1) });
        await shop.Browser(new { scan_session_id = _known.Session, event_time = Customer.At(0) });

        var state = await shop.Session(_known.Session);
        (state.Text("landing_page"), state.Text("first_seen"), state.Text("last_seen"))
            .Should().Be(("https://shop.example/first", "2026-11-02T12:00:00.000Z", "2026-11-02T12:02:00.000Z"));
    }

    [Fact]
    public async Task Validate_foretells_what_the_backends_denied_will_strip()
    {
        var shop = await Customer.Of(shared.App);
        var next = new { scan_session_id = _known.Session, properties = new { plan = "pro" } };
        (await shop.Validate(next)).List("stripped").Should().BeEmpty();
        await shop.Server(new { scan_session_id = _known.Session, consent = "denied" });

        (await shop.Validate(next)).List("stripped").Select(name => name.GetString()).Should().Equal("properties");
        (await shop.Session(_known.Session)).Number("event_count").Should().Be(1, "validating stores nothing");
    }

    private async Task<Customer> Shop()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new { event_id = _known.Event, scan_session_id = _known.Session, visitor_id = _known.Visitor });
        return shop;
    }
}
