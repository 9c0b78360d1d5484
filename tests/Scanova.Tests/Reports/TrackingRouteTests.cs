using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Reports;

/// <summary>The hosted product's read route (contract section 14).</summary>
public sealed class TrackingRouteTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ScanovaApp _app = shared.App;

    [Fact]
    public async Task It_answers_in_the_shape_of_the_hosted_product()
    {
        var site = await ReportedSite.Create(_app);
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        var qrid = code.GetProperty("qrid").GetString()!;
        var (one, two) = (await site.Scan(code), await site.Scan(code));
        await site.Scan(code);
        var now = ReportedSite.Now.ToString("O");
        var today = ReportedSite.Now.Date;
        await site.Browser("pageview", one, now);
        await site.Browser("pageview", two, now);
        await site.Browser("scroll", one, now);
        await site.Browser("click", one, now);
        await site.Browser("scroll", one, now);
        await site.Browser("scroll", one, now);

        using var answer = await Ask(site, new { filter_by = "qrid", q = new[] { qrid.ToLowerInvariant(), "Q20a18d4af3e947a1" } });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var (start, end) = (Day(today.AddDays(-29)), Day(today));
        (await answer.Content.ReadAsStringAsync()).Should().Be($$$"""
            {"conversion":{"meta":{"warnings":["1 of the QR codes asked for are not this site's"],"unlinked_qrs":["Q20a18d4af3e947a1"]},
            "count":{"total_events":6,"total_conversions":6,"unique_sessions":2,"conversion_rate":300,"revenue":0,"primary_currency":null,
            "currency_warning":null,"period":{"start":"{{{start}}}","end":"{{{end}}}"}},
            "trend":[{"date":"{{{end}}}","unique_sessions":2,"conversions":6,"events":6,"conversion_rate":300}],
            "event_breakdown":[{"event":"scroll","total_events":3,"unique_sessions":1,"conversions":3},
            {"event":"pageview","total_events":2,"unique_sessions":2,"conversions":2},{"event":"click","total_events":1,"unique_sessions":1,"conversions":1}],
            "site_breakdown":[{"site":{"site_id":"{{{site.SiteId}}}","name":"Test"},"total_events":6,"unique_sessions":2,"conversions":6,"conversion_rate":300}],
            "funnel":[{"step":"pageview","sessions":2,"drop_off_percent":0},{"step":"click","sessions":1,"drop_off_percent":50},
            {"step":"form_submit","sessions":0,"drop_off_percent":100}]}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Revenue_is_of_the_main_currency_and_what_it_leaves_out_is_said()
    {
        var site = await ReportedSite.Create(_app, new { conversion_events = new[] { "purchase" } });
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        var session = await site.Scan(code);
        var now = ReportedSite.Now.ToString("O");
        await site.Browser("page_view", session, now);
        await site.Server("purchase", session, now, new { amount = 0.10m, currency = "EUR" });
        await site.Server("purchase", session, now, new { amount = 0.20m, currency = "EUR" });
        await site.Server("purchase", session, now, new { amount = 99, currency = "USD" });
        await site.Server("purchase", session, now, new { amount = -1, currency = "EUR" });

        using var answer = await Ask(site, new { filter_by = "qrid", q = new[] { code.GetProperty("qrid").GetString() } });

        var conversion = (await answer.Json()).GetProperty("conversion");
        var count = conversion.GetProperty("count");
        count.GetProperty("total_conversions").GetInt64().Should().Be(3);
        count.GetProperty("revenue").GetRawText().Should().Be("0.30");
        count.GetProperty("primary_currency").GetString().Should().Be("EUR");
        count.GetProperty("currency_warning").GetString().Should().Be("Revenue in other currencies is not included: 99 USD");
        conversion.GetProperty("meta").GetProperty("warnings").EnumerateArray().Single().GetString().Should().Be("Refunds are not taken off the revenue: 1 EUR");
    }

    [Fact]
    public async Task Steps_are_the_names_that_were_sent()
    {
        var site = await ReportedSite.Create(_app, new { conversion_events = new[] { "page_view", "scan" } });
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        var (one, two) = (await site.Scan(code), await site.Scan(code));
        var now = ReportedSite.Now.ToString("O");
        foreach (var name in new[] { "pageview", "click", "form_submit", "page_view", "scan" }) await site.Browser(name, one, now);
        await site.Browser("page_view", two, now);

        using var answer = await Ask(site, new { filter_by = "qrid", q = new[] { code.GetProperty("qrid").GetString() } });

        (await answer.Json()).GetProperty("conversion").GetProperty("funnel").EnumerateArray()
            .Select(step => (step.GetProperty("step").GetString(), step.GetProperty("sessions").GetInt64()))
            .Should().Equal(("pageview", 1), ("click", 1), ("form_submit", 1), ("page_view", 1), ("scan", 1));
    }

    [Fact]
    public async Task Every_broken_field_is_listed_be_it_in_the_body_or_in_the_query()
    {
        var site = await ReportedSite.Create(_app);

        using var answer = await Ask(site, new { filter_by = "colour" }, "?from=x");

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("detail").EnumerateArray().Select(field => string.Join('.', field.GetProperty("loc").EnumerateArray()))
            .Should().BeEquivalentTo("body.filter_by", "body.q", "query.from");
    }

    [Fact]
    public async Task Tags_name_the_codes_that_have_any_of_them()
    {
        var site = await ReportedSite.Create(_app);
        var code = await _app.CreateQrCode(site.SiteId, "https://shop.example/");
        await _app.Client.Admin(HttpMethod.Patch, $"/admin/sites/{site.SiteId}/qr-codes/{code.GetProperty("qrid").GetString()}", new { tags = new[] { "poster" } });
        await site.Browser("pageview", await site.Scan(code), ReportedSite.Now.ToString("O"));

        (await Events("poster", "flyer")).Should().Be(1);
        (await Events("flyer")).Should().Be(0);
        async Task<long> Events(params string[] tags)
        {
            using var answer = await Ask(site, new { filter_by = "tags", q = tags });
            return (await answer.Json()).GetProperty("conversion").GetProperty("count").GetProperty("total_events").GetInt64();
        }
    }

    [Theory]
    [InlineData("X-API-Key", "{0}", HttpStatusCode.OK)]
    [InlineData("Authorization", "{0}", HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer {0}", HttpStatusCode.OK)]
    [InlineData("Authorization", "{0}x", HttpStatusCode.Forbidden)]
    [InlineData("X-Other", "{0}", HttpStatusCode.Unauthorized)]
    public async Task The_key_comes_in_either_header(string header, string value, HttpStatusCode status)
    {
        var site = await ReportedSite.Create(_app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/analytics/ct/") { Content = JsonContent.Create(new { filter_by = "tags", q = new[] { "a" } }) };
        request.Headers.TryAddWithoutValidation(header, string.Format(null, value, site.ApiKey));

        (await _app.Client.SendAsync(request)).StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData("Application/JSON")]
    [InlineData("TEXT/plain; charset=utf-8")]
    public async Task The_content_type_may_be_written_in_any_case(string contentType)
    {
        var site = await ReportedSite.Create(_app);
        var content = new ByteArrayContent("""{"filter_by":"tags","q":["a"]}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var answer = await site.Send(HttpMethod.Post, "/analytics/ct/", content);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"filter_by":"tags","q":["a"],"q":["b"]}""", 400)]
    [InlineData("{}", 422)]
    [InlineData("""{"filter_by":"site","q":["a"]}""", 422)]
    [InlineData("""{"filter_by":"tags","q":[]}""", 422)]
    [InlineData("""{"filter_by":"tags","q":"a"}""", 422)]
    [InlineData("""{"filter_by":"tags","q":[1]}""", 422)]
    public async Task A_broken_body_is_refused(string body, int status)
    {
        var site = await ReportedSite.Create(_app);

        using var answer = await site.Send(HttpMethod.Post, "/analytics/ct/", new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)answer.StatusCode).Should().Be(status);
        (await answer.Json()).TryGetProperty("detail", out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("from=2026-13-01")]
    [InlineData("from=1990-01-01")]
    public async Task Days_in_the_query_are_judged_as_in_reports(string query)
    {
        var site = await ReportedSite.Create(_app);
        var body = JsonSerializer.Serialize(new { filter_by = "tags", q = new[] { "a" } });

        using var answer = await site.Send(HttpMethod.Post, "/analytics/ct/?" + query, new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)answer.StatusCode).Should().Be(422);
    }

    private static Task<HttpResponseMessage> Ask(ReportedSite site, object body, string query = "") =>
        site.Send(HttpMethod.Post, "/analytics/ct/" + query, JsonContent.Create(body));

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd");
}
