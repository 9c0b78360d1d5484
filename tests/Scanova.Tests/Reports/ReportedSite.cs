using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Reports;

/// <summary>A site with its key, its events and its reports, over HTTP.</summary>
internal sealed class ReportedSite(ScanovaApp app, string siteId, string apiKey)
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string SiteId => siteId;

    public string ApiKey => apiKey;

    public static async Task<ReportedSite> Create(ScanovaApp app, object? settings = null)
    {
        var siteId = await app.CreateSite(settings);
        return new ReportedSite(app, siteId, await app.CreateKey(siteId));
    }

    public async Task<Guid> Browser(string name, Guid session, string at, Guid? visitor = null, string userAgent = Agents.Phone)
    {
        var id = Guid.NewGuid();
        var body = new { site_id = siteId, event_type = name, event_id = id, scan_session_id = session, visitor_id = visitor, event_time = at, device = new { user_agent = userAgent } };
        (await app.Client.PostAsJsonAsync("/ct", body)).StatusCode.Should().Be(HttpStatusCode.OK);
        return id;
    }

    public async Task<Guid> Server(string name, Guid session, string at, object? value = null, Guid? visitor = null)
    {
        var id = Guid.NewGuid();
        var body = new { site_id = siteId, event_name = name, event_id = id, scan_session_id = session, visitor_id = visitor, event_time = at, conversion_value = value };
        using var answer = await Send(HttpMethod.Post, "/server-events", JsonContent.Create(body));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return id;
    }

    /// <summary>Scans a code as a phone does.</summary>
    /// <returns>The scan session.</returns>
    public async Task<Guid> Scan(JsonElement code)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Client.BaseAddress };
        client.DefaultRequestHeaders.Add("User-Agent", Agents.Phone);
        using var answer = await client.GetAsync($"/s/{code.GetProperty("code").GetString()}");
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        return Guid.Parse(System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["scnv"]!);
    }

    public Task<HttpResponseMessage> Get(string path, string? accept = null) => Send(HttpMethod.Get, path, accept: accept);

    public Task<HttpResponseMessage> Report(string reportAndQuery, string? accept = null) => Get($"/sites/{siteId}/reports/{reportAndQuery}", accept);

    /// <summary>The rows of a report that is answered 200.</summary>
    public async Task<JsonElement[]> Rows(string reportAndQuery)
    {
        using var answer = await Report(reportAndQuery);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return [.. (await answer.Json()).GetProperty("rows").EnumerateArray()];
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-API-Key", apiKey);
        if (accept is not null) request.Headers.Add("Accept", accept);
        return await app.Client.SendAsync(request);
    }
}

internal static class Agents
{
    public const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    public const string Bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
}
