using System.Globalization;
using Scanova.Tests.App;

namespace Scanova.Tests.Ingest.Routes;

public sealed class RateLimitedTests
{
    [Fact]
    public async Task Browsers_are_limited_by_address_before_anything_is_read()
    {
        await using var app = await ScanovaApp.Start(("Scanova:RateLimits:BrowserPerMinute", "20"));
        var site = await app.CreateSite();

        var statuses = new List<int>();
        for (var i = 0; i < 22; i++) statuses.Add((await Send(app, i % 2 == 0 ? "/ct" : "/collect/batch", Bodies.Browser("", site))).Status);
        statuses.Where((_, i) => i % 2 == 0).Should().AllBeEquivalentTo(200);

        var refused = await Send(app, "/ct", "{", ("Origin", "https://any.example"));
        refused.Status.Should().Be(429);
        refused.Detail.Should().Be("Rate limit exceeded");
        int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture).Should().BeInRange(1, 3);
        refused.Header("Access-Control-Allow-Origin").Should().Be("https://any.example");
    }

    [Fact]
    public async Task Servers_are_limited_by_key_after_the_key_is_known()
    {
        await using var app = await ScanovaApp.Start(("Scanova:RateLimits:ServerPerMinute", "10"));
        var site = await app.CreateSite();
        var (key, other) = (await app.CreateKey(site), await app.CreateKey(site));
        for (var i = 0; i < 11; i++) (await Send(app, "/server-events", Bodies.Server("", site), ("X-API-Key", key))).Status.Should().Be(200);

        (await Send(app, "/server-events", "{", ("X-API-Key", key))).Status.Should().Be(429);
        (await Send(app, "/server-events/batch", "{", ("X-API-Key", key))).Status.Should().Be(429);
        (await Send(app, "/server-events", Bodies.Server("", site), ("X-API-Key", other))).Status.Should().Be(200);
        (await Send(app, "/server-events", "{")).Status.Should().Be(401);
        (await Send(app, "/ct", Bodies.Browser("", site))).Status.Should().Be(200);
    }

    private static async Task<Answer> Send(ScanovaApp app, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = IngestApp.Content(Bodies.Utf8(body)) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await app.Client.SendAsync(request);
        return await Answer.Of(response);
    }
}
