using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Storage;
using Scanova.Tests.App;

namespace Scanova.Tests.Telemetry;

public sealed class RequestLogTests
{
    [Fact]
    public async Task A_request_is_one_line_with_its_route_status_time_and_site()
    {
        await using var app = await ScanovaApp.Start();
        var siteId = await app.CreateSite();

        using var response = await app.Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/keys");

        await app.Stop();
        var line = app.Log.Lines.Select(l => JsonSerializer.Deserialize<JsonElement>(l))
            .Single(l => l.TryGetProperty("Route", out var route) && route.GetString() == "/admin/sites/{siteId}/keys");
        line.GetProperty("Method").GetString().Should().Be("GET");
        line.GetProperty("Status").GetInt32().Should().Be(200);
        line.GetProperty("SiteId").GetString().Should().Be(siteId);
        line.GetProperty("Milliseconds").GetDouble().Should().BePositive();
    }

    [Fact]
    public async Task Checks_of_health_leave_no_line_unless_debugging()
    {
        await using var app = await ScanovaApp.Start();
        await using var debugged = await ScanovaApp.Start(("Logging:LogLevel:Scanova.Requests", "Debug"));

        foreach (var each in new[] { app, debugged })
        {
            using var ready = await each.Client.GetAsync("/health/ready");
            await each.Services.GetRequiredService<IStore>().Stop(default);
            using var unready = await each.Client.GetAsync("/health/ready");
            await each.Stop();
        }

        app.Log.Text.Should().NotContain("/health/ready");
        debugged.Log.Lines.Count(l => l.Contains("\"Route\":\"/health/ready\"")).Should().Be(2);
    }

    [Fact]
    public async Task No_line_holds_a_key_a_body_a_path_a_query_an_address_or_a_referrer()
    {
        await using var app = await ScanovaApp.Start();
        var siteId = await app.CreateSite(new { name = "name-in-the-body" });
        var key = await app.CreateKey(siteId);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/unknown-path-with-a-value?query=value-in-the-query");
        request.Headers.Add("X-API-Key", key);
        request.Headers.Add("X-Admin-Key", "presented-admin-key");
        request.Headers.Add("Referer", "https://example.com/value-in-the-referrer");
        request.Headers.Add("X-Forwarded-For", "203.0.113.77");
        request.Headers.Add("User-Agent", "value-in-the-user-agent");
        using var response = await app.Client.SendAsync(request);
        using var broken = await app.Client.Admin(HttpMethod.Post, "/admin/sites", """{"name": broken-body""");

        await app.Stop();
        app.Log.Lines.Should().Contain(l => l.Contains("\"Status\":404"));
        string[] secrets =
        [
            key, ScanovaApp.AdminKey, "presented-admin-key", "name-in-the-body", "unknown-path-with-a-value", "value-in-the",
            "203.0.113.77", "broken-body",
        ];
        foreach (var secret in secrets) app.Log.Text.Should().NotContain(secret);
        app.Log.Lines.Where(l => l.Contains("\"Route\"")).Should().NotContain(l => l.Contains("127.0.0.1"));
    }
}
