using System.Net;
using Scanova.Tests.App;

namespace Scanova.Tests.Scans;

/// <summary>Contract section 11 over HTTP.</summary>
public sealed class ScanTests(SharedApp shared) : IClassFixture<SharedApp>, IAsyncLifetime
{
    private Scanner _scanner = null!;

    public async Task InitializeAsync() => _scanner = await Scanner.At(shared.App);

    public Task DisposeAsync()
    {
        _scanner.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_scan_is_redirected_with_its_session_and_must_not_be_cached()
    {
        var (_, code) = await _scanner.Code("https://shop.example/a?x=1&scnv=old#top");

        using var response = await _scanner.Scan(code);

        response.StatusCode.Should().Be(HttpStatusCode.Found);
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
        var session = Scanner.SessionIn(response.Headers.Location!);
        response.Headers.Location!.OriginalString.Should().Be($"https://shop.example/a?x=1&scnv={session}#top");
        (await _scanner.ScanSession(code)).Should().NotBe(session);
    }

    [Fact]
    public async Task The_scan_is_the_first_event_of_its_session_with_the_device()
    {
        var (qrid, code) = await _scanner.Code("https://shop.example/");

        var session = await _scanner.ScanSession(code);

        var events = (await _scanner.Read($"/sessions/{session}/events"))!.Value.GetProperty("events");
        events.GetArrayLength().Should().Be(1);
        var scan = events[0];
        scan.GetProperty("source").GetString().Should().Be("scan");
        scan.GetProperty("event_name").GetString().Should().Be("scan");
        scan.GetProperty("device_type").GetString().Should().Be("mobile");
        scan.GetProperty("is_bot").GetInt32().Should().Be(0);
        scan.GetProperty("qrid").GetString().Should().Be(qrid);
        var state = (await _scanner.Read($"/sessions/{session}"))!.Value;
        state.GetProperty("linked").GetBoolean().Should().BeTrue();
        state.GetProperty("qrid").GetString().Should().Be(qrid);
        state.GetProperty("scanned_at").GetString().Should().Be(scan.GetProperty("event_time").GetString());
        state.GetProperty("event_count").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Events_of_a_scanned_session_carry_the_code()
    {
        var (qrid, code) = await _scanner.Code("https://shop.example/");
        var session = await _scanner.ScanSession(code);
        var purchase = Guid.NewGuid();

        await _scanner.Send("/server-events", new { site_id = _scanner.SiteId, event_name = "purchase", event_id = purchase, scan_session_id = session });

        (await _scanner.Read($"/events/{purchase}"))!.Value.GetProperty("event").GetProperty("qrid").GetString().Should().Be(qrid);
        var journey = (await _scanner.Read($"/sessions/{session}/events"))!.Value.GetProperty("events");
        journey.EnumerateArray().Select(e => e.GetProperty("event_name").GetString()).Should().Equal("scan", "purchase");
        journey[1].GetProperty("qrid").GetString().Should().Be(qrid);
    }

    [Theory]
    [InlineData("HEAD", Scanner.Phone)]
    [InlineData("GET", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    public async Task HEAD_and_bots_go_to_the_destination_unchanged(string method, string userAgent)
    {
        var (_, code) = await _scanner.Code("https://shop.example/a?scnv=mine#top");

        using var response = await _scanner.Scan(code, new HttpMethod(method), userAgent);

        response.StatusCode.Should().Be(HttpStatusCode.Found);
        response.Headers.Location!.OriginalString.Should().Be("https://shop.example/a?scnv=mine#top");
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
    }

    [Fact]
    public async Task A_destination_with_a_name_that_is_not_ASCII_is_reached()
    {
        var (_, code) = await _scanner.Code("https://jürgen:geheim@shop.example/");

        using var response = await _scanner.Scan(code);

        response.StatusCode.Should().Be(HttpStatusCode.Found);
        response.Headers.Location!.OriginalString.Should().StartWith("https://j%C3%BCrgen:geheim@shop.example/?scnv=");
    }

    [Fact]
    public async Task An_unknown_code_is_404()
    {
        using var response = await _scanner.Scan("2222222");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Json()).GetProperty("detail").GetString().Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_change_of_a_code_holds_at_once_where_it_was_made()
    {
        var (qrid, code) = await _scanner.Code("https://shop.example/old");
        await _scanner.ScanSession(code);
        var path = $"/admin/sites/{_scanner.SiteId}/qr-codes/{qrid}";

        using var moved = await shared.App.Client.Admin(HttpMethod.Patch, path, new { destination_url = "https://shop.example/new" });
        using var after = await _scanner.Scan(code);
        using var off = await shared.App.Client.Admin(HttpMethod.Patch, path, new { active = false });
        using var gone = await _scanner.Scan(code);

        after.Headers.Location!.AbsolutePath.Should().Be("/new");
        gone.StatusCode.Should().Be(HttpStatusCode.Gone);
    }
}
