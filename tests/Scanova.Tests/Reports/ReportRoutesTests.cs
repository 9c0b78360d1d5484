using System.Net;
using System.Net.Http.Json;
using System.Text;
using Scanova.Tests.App;

namespace Scanova.Tests.Reports;

/// <summary>Reports over HTTP (contract section 14).</summary>
public sealed class ReportRoutesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string November = "from=2026-11-01&to=2026-11-03";
    private readonly ScanovaApp _app = shared.App;

    [Fact]
    public async Task A_summary_has_one_row_with_every_figure()
    {
        var site = await ReportedSite.Create(_app);
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await site.Browser("page_view", one, "2026-11-01T10:00:00Z", Guid.NewGuid());
        await site.Browser("page_view", two, "2026-11-03T23:59:59.999Z");
        await site.Server("purchase", one, "2026-11-02T10:00:00Z", new { amount = 49.90m, currency = "usd" });
        await site.Server("refund", one, "2026-11-02T11:00:00Z", new { amount = -9.90m, currency = "usd" });
        await site.Browser("page_view", two, "2026-11-04T00:00:00Z");

        using var answer = await site.Report("summary?" + November);

        (await answer.Content.ReadAsStringAsync()).Should().Be("""
            {"from":"2026-11-01","to":"2026-11-03","tz":"UTC","rows":[
            {"key":null,"scans":0,"sessions":2,"visitors":1,"events":4,"duplicates":0,"conversions":1,"converted_sessions":1,"conversion_rate":50,
            "revenue":{"USD":49.90},"refunds":{"USD":9.90}}
            ]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_site_without_events_has_zeros_and_empty_steps()
    {
        var site = await ReportedSite.Create(_app);

        (await site.Rows("summary?" + November)).Single().GetProperty("conversion_rate").GetDecimal().Should().Be(0);
        (await site.Rows("timeline?" + November)).Select(r => r.GetProperty("key").GetString()).Should().Equal("2026-11-01", "2026-11-02", "2026-11-03");
        (await site.Rows("events?" + November)).Should().BeEmpty();
    }

    [Fact]
    public async Task Days_are_cut_in_the_time_zone_asked_for_else_the_sites()
    {
        var site = await ReportedSite.Create(_app, new { time_zone = "Europe/Berlin" });
        await site.Browser("click", Guid.NewGuid(), "2026-10-31T23:30:00Z");

        (await Events("")).Should().Be(1);
        (await Events("&tz=Europe/Berlin")).Should().Be(1);
        (await Events("&tz=UTC")).Should().Be(0);
        async Task<long> Events(string zone) =>
            (await site.Rows($"summary?from=2026-11-01&to=2026-11-01{zone}")).Single().GetProperty("events").GetInt64();
    }

    [Fact]
    public async Task Without_days_it_is_the_last_thirty_up_to_today()
    {
        var site = await ReportedSite.Create(_app);
        var today = ReportedSite.Now.Date;

        using var answer = await site.Report("summary?from=&to=&tz=UTC");

        var report = await answer.Json();
        var to = report.GetProperty("to").GetDateTime();
        to.Should().BeOneOf(today, today.AddDays(1));
        report.GetProperty("from").GetDateTime().Should().Be(to.AddDays(-29));
    }

    [Fact]
    public async Task A_scan_gives_its_QR_code_and_tags_to_the_session_and_to_events_before_it()
    {
        var site = await ReportedSite.Create(_app);
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        var qrid = code.GetProperty("qrid").GetString()!;
        (await _app.Client.Admin(HttpMethod.Patch, $"/admin/sites/{site.SiteId}/qr-codes/{qrid}", new { tags = new[] { "poster" }, name = "Door" })).StatusCode.Should().Be(HttpStatusCode.OK);
        var session = await site.Scan(code);
        await site.Browser("pageview", session, ReportedSite.Now.ToString("O"));
        await site.Browser("page_view", Guid.NewGuid(), ReportedSite.Now.ToString("O"));

        var rows = await site.Rows("qr-codes");

        rows.Select(r => (r.GetProperty("key").GetString(), r.GetProperty("name").GetString(), r.GetProperty("scans").GetInt64(), r.GetProperty("events").GetInt64()))
            .Should().Equal((qrid, "Door", 1, 1), (null, null, 0, 1));
        (await site.Rows("events")).Select(r => r.GetProperty("key").GetString()).Should().Equal("page_view", "scan");
        (await site.Rows($"events?qrid={qrid.ToLowerInvariant().Replace('q', 'Q')}&tag=poster&event=pageview")).Should().ContainSingle();
        (await site.Rows("events?tag=flyer")).Should().BeEmpty();
        (await site.Rows("summary?tag=poster")).Single().GetProperty("sessions").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task A_report_that_leaves_rows_out_says_so()
    {
        const int Most = 10_000;
        var site = await ReportedSite.Create(_app);
        var session = Guid.NewGuid();
        var events = Enumerable.Range(0, Most).Select(i => new { site_id = site.SiteId, event_name = $"step_{i}", event_id = Guid.NewGuid(), scan_session_id = session, event_time = "2026-11-01T10:00:00Z" });
        foreach (var batch in events.Chunk(1_000))
        {
            using var stored = await site.Send(HttpMethod.Post, "/server-events/batch", JsonContent.Create(batch));
            (await stored.Json()).GetProperty("rejected").GetInt32().Should().Be(0);
        }

        using (var all = await site.Report("events?" + November))
        {
            all.Headers.Contains("X-Truncated").Should().BeFalse();
            (await all.Json()).TryGetProperty("truncated", out _).Should().BeFalse();
        }

        await site.Server("another", session, "2026-11-01T10:00:00Z");
        using var json = await site.Report("events?" + November);
        using var csv = await site.Report("events?" + November, "text/csv");

        var report = await json.Json();
        report.GetProperty("truncated").GetBoolean().Should().BeTrue();
        report.GetProperty("rows").GetArrayLength().Should().Be(Most);
        report.GetProperty("rows")[0].GetProperty("key").GetString().Should().Be("another", "names are in order where figures are equal");
        csv.Headers.GetValues("X-Truncated").Should().Equal("true");
        (await csv.Content.ReadAsStringAsync()).TrimEnd().Split('\n').Should().HaveCount(1 + Most);
    }

    [Fact]
    public async Task Sessions_of_bots_are_left_out_unless_asked_for()
    {
        var site = await ReportedSite.Create(_app);
        var session = Guid.NewGuid();
        await site.Browser("page_view", session, "2026-11-01T10:00:00Z", userAgent: Agents.Bot);
        await site.Server("purchase", session, "2026-11-01T11:00:00Z");

        (await site.Rows("events?" + November)).Should().BeEmpty();
        (await site.Rows($"events?{November}&include_bots=1")).Should().HaveCount(2);
        (await site.Rows($"devices?{November}&include_bots=1")).Should().ContainSingle().Which.GetProperty("device_type").GetString().Should().Be("bot");
    }

    [Fact]
    public async Task A_device_is_named_in_parts_and_together()
    {
        var site = await ReportedSite.Create(_app);
        var session = Guid.NewGuid();
        await site.Browser("page_view", session, "2026-11-01T10:00:00Z");
        await site.Server("purchase", session, "2026-11-01T11:00:00Z");

        var row = (await site.Rows("devices?" + November)).Should().ContainSingle().Subject;

        row.GetProperty("key").GetString().Should().Be("mobile / Safari / iOS");
        row.GetProperty("browser").GetString().Should().Be("Safari");
        row.GetProperty("conversions").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task A_funnel_tells_who_dropped_off_where_and_how_long_it_took()
    {
        var site = await ReportedSite.Create(_app);
        var (buyer, looker) = (Guid.NewGuid(), Guid.NewGuid());
        await site.Browser("pageview", buyer, "2026-11-01T10:00:00Z");
        await site.Browser("pageview", looker, "2026-11-01T10:00:00Z");
        await site.Server("purchase", buyer, "2026-11-01T10:01:30.500Z");

        using var answer = await site.Report($"funnel?steps=page_view,purchase&{November}");

        (await answer.Json()).GetProperty("rows").GetRawText().Should().Be(
            """[{"step":"page_view","sessions":2,"drop_off_percent":0,"median_seconds":null},{"step":"purchase","sessions":1,"drop_off_percent":50,"median_seconds":90.5}]""");
    }

    [Fact]
    public async Task Attribution_shares_a_conversion_among_the_QR_codes_of_its_visitor()
    {
        var site = await ReportedSite.Create(_app);
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        var (session, unlinked, visitor) = (await site.Scan(code), Guid.NewGuid(), Guid.NewGuid());
        await site.Browser("page_view", unlinked, ReportedSite.Now.AddDays(-1).ToString("O"), visitor);
        await site.Browser("page_view", session, ReportedSite.Now.ToString("O"), visitor);
        var order = await site.Server("purchase", session, ReportedSite.Now.AddSeconds(1).ToString("O"), new { amount = 10.01m, currency = "EUR" });

        (await site.Rows("attribution?model=linear")).Select(r => r.GetRawText()).Should().Equal(
            $$$"""{"qrid":"{{{code.GetProperty("qrid").GetString()}}}","name":"Test","conversions":0.5,"revenue":{"EUR":5.005}}""",
            """{"qrid":null,"name":null,"conversions":0.5,"revenue":{"EUR":5.005}}""");
        (await site.Rows("attribution")).Should().ContainSingle().Which.GetProperty("conversions").GetDecimal().Should().Be(1);

        using var explained = await site.Get($"/conversions/{order}/explain");
        var explanation = await explained.Json();
        explanation.GetProperty("visitor_id").GetGuid().Should().Be(visitor);
        explanation.GetProperty("visitor_from").GetString().Should().Be("session");
        explanation.GetProperty("sessions").EnumerateArray().Select(s => (s.GetProperty("scan_session_id").GetGuid(), s.GetProperty("reason").GetString(),
            s.GetProperty("models").GetProperty("linear").GetProperty("credit").GetDecimal())).Should().Equal((unlinked, "in_window", 0.5m), (session, "in_window", 0.5m));
    }

    [Fact]
    public async Task What_is_no_conversion_is_not_explained()
    {
        var site = await ReportedSite.Create(_app);
        var session = Guid.NewGuid();
        var view = await site.Browser("page_view", session, "2026-11-01T10:00:00Z");
        var refund = await site.Server("purchase", session, "2026-11-01T10:00:00Z", new { amount = -1, currency = "EUR" });

        (await Detail(view)).Should().Contain("conversion_events");
        (await Detail(refund)).Should().Contain("refund");
        (await Detail(Guid.NewGuid())).Should().Be("No such event");
        async Task<string?> Detail(Guid id)
        {
            using var answer = await site.Get($"/conversions/{id}/explain");
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            return (await answer.Json()).GetProperty("detail").GetString();
        }
    }

    [Fact]
    public async Task A_report_is_a_spreadsheet_to_whoever_accepts_CSV()
    {
        var site = await ReportedSite.Create(_app);
        await site.Browser("=cmd()", Guid.NewGuid(), "2026-11-01T10:00:00Z");

        using var answer = await site.Report("events?" + November, "text/csv");

        answer.Content.Headers.ContentType!.ToString().Should().Be("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be("events_2026-11-01_2026-11-03.csv");
        Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).Should().Be(
            "\uFEFFkey,scans,sessions,visitors,events,duplicates,conversions,converted_sessions,conversion_rate\r\n\"'=cmd()\",0,1,0,1,0,0,0,0\r\n");
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json, text/csv;q=0.5")]
    [InlineData("text/csv;q=0")]
    public async Task Whoever_does_not_prefer_CSV_gets_JSON(string accept)
    {
        var site = await ReportedSite.Create(_app);

        using var answer = await site.Report("summary", accept);

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    [Theory]
    [InlineData("summary?from=2026-02-30", "from")]
    [InlineData("summary?to=tomorrow", "to")]
    [InlineData("summary?from=2026-11-02&to=2026-11-01", "from")]
    [InlineData("summary?tz=Mars/Base", "tz")]
    [InlineData("summary?tz=../../etc/passwd", "tz")]
    [InlineData("summary?qrid=Q1", "qrid")]
    [InlineData("summary?event=a%00b", "event")]
    [InlineData("summary?include_bots=yes", "include_bots")]
    [InlineData("timeline?interval=year", "interval")]
    [InlineData("timeline?interval=hour&from=2000-01-01", "from")]
    [InlineData("funnel", "steps")]
    [InlineData("funnel?steps=,", "steps")]
    [InlineData("funnel?steps=scan,a%00b", "steps")]
    [InlineData("attribution?model=guess", "model")]
    public async Task A_broken_parameter_is_named(string report, string parameter)
    {
        var site = await ReportedSite.Create(_app);

        using var answer = await site.Report(report);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var detail = (await answer.Json()).GetProperty("detail").EnumerateArray().Single();
        detail.GetProperty("loc").EnumerateArray().Select(l => l.GetString()).Should().Equal("query", parameter);
        detail.GetProperty("type").GetString().Should().StartWith("value_error.");
    }

    [Fact]
    public async Task Every_broken_parameter_is_listed()
    {
        var site = await ReportedSite.Create(_app);

        using var answer = await site.Report("summary?from=x&to=y&tz=z&qrid=q&include_bots=2");

        (await answer.Json()).GetProperty("detail").GetArrayLength().Should().Be(5);
    }

    [Fact]
    public async Task A_site_is_read_with_its_own_key_or_the_admins()
    {
        var (site, other) = (await ReportedSite.Create(_app), await ReportedSite.Create(_app));

        (await _app.Client.GetAsync($"/sites/{site.SiteId}/reports/summary")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await other.Get($"/sites/{site.SiteId}/reports/summary")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _app.Client.Admin(HttpMethod.Get, $"/sites/{site.SiteId}/reports/summary")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _app.Client.Admin(HttpMethod.Get, "/sites/none/reports/summary")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Report("profit")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
