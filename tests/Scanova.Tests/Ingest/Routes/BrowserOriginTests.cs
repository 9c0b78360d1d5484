namespace Scanova.Tests.Ingest.Routes;

public sealed class BrowserOriginTests(IngestApp app) : IClassFixture<IngestApp>
{
    [Theory]
    [InlineData("https://shop.example", null, 200)]
    [InlineData("http://SHOP.example:8080", null, 200)]
    [InlineData(null, "https://shop.example/page?x=1", 200)]
    [InlineData("https://a.brand.example", null, 200)]
    [InlineData("https://brand.example", null, 403)]
    [InlineData("https://www.shop.example", null, 403)]
    [InlineData("https://evil.example", "https://shop.example/", 403)]
    [InlineData("null", "https://shop.example/", 403)]
    [InlineData(null, null, 403)]
    public async Task A_site_takes_browser_events_from_its_domains_only(string? origin, string? referer, int status)
    {
        var headers = new List<(string, string)>();
        if (origin is not null) headers.Add(("Origin", origin));
        if (referer is not null) headers.Add(("Referer", referer));

        (await app.Send("/ct", Bodies.Browser("", app.Bound), [.. headers])).Status.Should().Be(status);
        var batch = await app.Send("/collect/batch", Bodies.Batch(Bodies.Browser("", app.Bound)), [.. headers]);
        batch.Status.Should().Be(200);
        batch.Json.GetProperty("accepted").GetInt32().Should().Be(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task The_refused_host_is_named() =>
        (await app.Send("/ct", Bodies.Browser("", app.Bound), ("Origin", "https://Evil.example:444"))).Detail.Should().Be("Domain not allowed: evil.example");

    [Theory]
    [InlineData("https://jane%40example.com")]
    [InlineData("https://x.jane%40example.com:8080")]
    public async Task A_refused_host_that_is_an_address_is_not_repeated(string origin) =>
        (await app.Send("/ct", Bodies.Browser("", app.Bound), ("Origin", origin))).Detail.Should().Be("Domain not allowed: [redacted]");

    [Theory]
    [InlineData("https://shop.example/\u0001", 200)]
    [InlineData("https://shop.example\u0001", 403)]
    [InlineData("\u007f", 403)]
    [InlineData("\t", 403)]
    public async Task An_origin_with_a_control_character_is_judged_like_any_other_and_not_reflected(string origin, int status)
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Options })
        {
            var answer = await app.Send(method, "/ct", IngestApp.Content(Bodies.Utf8(Bodies.Browser("", app.Bound))), ("Origin", origin));

            answer.Status.Should().Be(method == HttpMethod.Post ? status : 204);
            answer.Header("Access-Control-Allow-Origin").Should().BeNull();
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://any.example")]
    public async Task An_open_site_takes_them_from_anywhere(string origin) =>
        (await app.Send("/ct", Bodies.Browser("", app.Open), ("Origin", origin))).Status.Should().Be(200);

    [Theory]
    [InlineData("/ct")]
    [InlineData("/server-events/batch")]
    [InlineData("/nowhere")]
    public async Task Any_preflight_is_204(string path)
    {
        var answer = await app.Send(
            HttpMethod.Options, path, null, ("Origin", "https://any.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));

        answer.Status.Should().Be(204);
        answer.Text.Should().BeEmpty();
        answer.Header("Access-Control-Allow-Origin").Should().Be("https://any.example");
        answer.Header("Access-Control-Allow-Methods").Should().Be("POST, OPTIONS");
        answer.Header("Access-Control-Allow-Headers").Should().Be("Content-Type");
        answer.Header("Access-Control-Max-Age").Should().Be("86400");
        answer.Header("Access-Control-Allow-Credentials").Should().BeNull();
        answer.Header("Vary").Should().Be("Origin");
    }

    [Fact]
    public async Task Browsers_may_read_acceptance_and_every_refusal()
    {
        const string origin = "https://evil.example";
        (string, string) header = ("Origin", origin);
        Answer[] answers =
        [
            await app.Send("/ct", Bodies.Browser("", app.Open), header),
            await app.Send("/ct", Bodies.Browser("", app.Bound), header),
            await app.Send("/ct", "{", header),
            await app.Send("/ct", new string('x', 70_000), header),
            await app.Send("/ct", IngestApp.Content([], "image/png"), header),
            await app.Send("/collect/batch", "[]", header),
            await app.Send(HttpMethod.Get, "/ct", null, header),
        ];

        answers.Select(a => a.Status).Should().Equal(200, 403, 400, 413, 415, 422, 405);
        foreach (var answer in answers)
        {
            answer.Header("Access-Control-Allow-Origin").Should().Be(origin);
            answer.Header("Access-Control-Expose-Headers").Should().Be("Retry-After");
            answer.Header("Vary").Should().Be("Origin");
        }
    }

    [Fact]
    public async Task An_origin_that_no_header_may_hold_is_refused_like_any_other()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 })
        {
            BaseAddress = app.App.Client.BaseAddress,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ct") { Content = IngestApp.Content(Bodies.Utf8(Bodies.Browser("", app.Bound))) };
        request.Headers.TryAddWithoutValidation("Origin", "https://bücher.example");
        using var response = await client.SendAsync(request);

        var answer = await Answer.Of(response);
        (answer.Status, answer.Detail).Should().Be((403, "Domain not allowed: xn--bcher-kva.example"));
    }
}
