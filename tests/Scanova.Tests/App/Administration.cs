using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Scanova.Tests.App;

/// <summary>What most tests need before their first event: a site and its key, made over HTTP as an operator would.</summary>
public static class Administration
{
    /// <summary>A request with the admin key; a body that is a string is sent as it stands.</summary>
    public static async Task<HttpResponseMessage> Admin(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Admin-Key", ScanovaApp.AdminKey);
        request.Content = body switch
        {
            null => null,
            string json => new StringContent(json, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        return await client.SendAsync(request);
    }

    /// <summary>Makes a site that any origin may send to; <paramref name="settings"/> are merged over that.</summary>
    /// <returns>Its <c>site_id</c>.</returns>
    public static async Task<string> CreateSite(this ScanovaApp app, object? settings = null)
    {
        var body = new Dictionary<string, object?> { ["name"] = "Test", ["allowed_domains"] = new[] { "*" } };
        if (settings is not null)
        {
            foreach (var setting in JsonSerializer.SerializeToElement(settings).EnumerateObject()) body[setting.Name] = setting.Value;
        }

        var site = await app.Made("/admin/sites", body);
        return site.GetProperty("site_id").GetString()!;
    }

    /// <returns>The API key, as shown once.</returns>
    public static async Task<string> CreateKey(this ScanovaApp app, string siteId)
    {
        var key = await app.Made($"/admin/sites/{siteId}/keys", new { name = "Test" });
        return key.GetProperty("api_key").GetString()!;
    }

    /// <summary>A QR code; the whole answer.</summary>
    public static Task<JsonElement> CreateQrCode(this ScanovaApp app, string siteId, string destinationUrl) =>
        app.Made($"/admin/sites/{siteId}/qr-codes", new { name = "Test", destination_url = destinationUrl, tags = Array.Empty<string>() });

    public static async Task<JsonElement> Json(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    private static async Task<JsonElement> Made(this ScanovaApp app, string path, object body)
    {
        using var response = await app.Client.Admin(HttpMethod.Post, path, body);
        var answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.Created, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }
}
