using System.Net;
using System.Text.Json.Nodes;
using Scanova.Load.Driving;
using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>Makes a site and its key over HTTP, as a customer's administrator would (contract section 10).</summary>
internal static class SiteSetup
{
    public const string SiteId = "load";

    public static async Task<Requests> Make(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        await Post(http, "/admin/sites", new JsonObject { ["site_id"] = SiteId, ["name"] = "Load", ["allowed_domains"] = new JsonArray("shop.example.com") });
        var key = await Post(http, $"/admin/sites/{SiteId}/keys", new JsonObject { ["name"] = "load" });
        var apiKey = (string)key["api_key"]!;
        await InForce(http, apiKey);
        var code = await MakeQrCode(http, 1);
        return new Requests(SiteId, apiKey, new Uri((string)code["scan_url"]!).AbsolutePath);
    }

    /// <summary>Makes the site and its QR codes.</summary>
    /// <returns>Their <c>qrid</c>s.</returns>
    public static async Task<IReadOnlyList<string>> MakeWithQrCodes(Uri server, int count)
    {
        await Make(server);
        using var http = new HttpClient { BaseAddress = server };
        var qrids = new List<string>();
        while (qrids.Count < count)
        {
            qrids.Add((string)(await MakeQrCode(http, qrids.Count + 2))["qrid"]!);
        }

        return qrids;
    }

    private static Task<JsonNode> MakeQrCode(HttpClient http, int number) => Post(
        http,
        $"/admin/sites/{SiteId}/qr-codes",
        new JsonObject { ["name"] = $"Poster {number}", ["destination_url"] = "https://shop.example.com/", ["tags"] = new JsonArray("poster") });

    /// <summary>A change is in force within 5 s: the key is, when an unknown session is no longer refused but not found.</summary>
    private static async Task InForce(HttpClient http, string apiKey)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var lookup = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{Guid.NewGuid()}") { Headers = { { "X-API-Key", apiKey } } };
            using var answer = await http.SendAsync(lookup);
            if (answer.StatusCode == HttpStatusCode.NotFound) return;
            if (deadline.IsCancellationRequested) throw new LoadFailedException($"The new key is still answered {answer.StatusCode}.");
            await ticks.WaitForNextTickAsync();
        }
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "X-Admin-Key", Servers.AdminKey } } };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new LoadFailedException($"{path} answered {answer.StatusCode}: {text}");
    }
}
