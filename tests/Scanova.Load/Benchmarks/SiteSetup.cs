using System.Net;
using System.Text.Json.Nodes;
using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>Makes a site and its key over HTTP, as a customer's administrator would (contract section 10).</summary>
internal static class SiteSetup
{
    private const string SiteId = "load";

    public static async Task<Requests> Make(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Add("X-Admin-Key", Servers.AdminKey);
        await Post(http, "/admin/sites", new JsonObject { ["site_id"] = SiteId, ["name"] = "Load", ["allowed_domains"] = new JsonArray("shop.example.com") });
        var key = await Post(http, $"/admin/sites/{SiteId}/keys", new JsonObject { ["name"] = "load" });
        var apiKey = (string)key["api_key"]!;
        await InForce(http, apiKey);
        return new Requests(SiteId, apiKey);
    }

    /// <summary>A change is in force within 5 s: the key is, when an unknown session is no longer refused but not found.</summary>
    private static async Task InForce(HttpClient http, string apiKey)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await StatusOfUnknownSession(http, apiKey) != HttpStatusCode.NotFound) await ticks.WaitForNextTickAsync(deadline.Token);
    }

    private static async Task<HttpStatusCode> StatusOfUnknownSession(HttpClient http, string apiKey)
    {
        using var lookup = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{Guid.NewGuid()}") { Headers = { { "X-API-Key", apiKey } } };
        using var answer = await http.SendAsync(lookup);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {text}");
    }
}
