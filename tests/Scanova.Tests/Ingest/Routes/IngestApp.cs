using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Ingest.Routes;

/// <summary>The service without rate limits, with an open site, one that is bound to a domain, and their keys.</summary>
public sealed class IngestApp : IAsyncLifetime
{
    private ScanovaApp? _app;

    public ScanovaApp App => _app!;

    /// <summary>A site that any origin may send to.</summary>
    public string Open { get; private set; } = "";

    public string OpenKey { get; private set; } = "";

    /// <summary>A site for <c>shop.example</c> and the subdomains of <c>brand.example</c>.</summary>
    public string Bound { get; private set; } = "";

    public string BoundKey { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _app = await ScanovaApp.Start(("Scanova:RateLimits:BrowserPerMinute", "0"), ("Scanova:RateLimits:ServerPerMinute", "0"));
        Open = await App.CreateSite();
        OpenKey = await App.CreateKey(Open);
        Bound = await App.CreateSite(new { allowed_domains = new[] { "shop.example", "*.brand.example" } });
        BoundKey = await App.CreateKey(Bound);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    public Task<Answer> Send(string path, string body, params (string Name, string Value)[] headers) =>
        Send(path, Content(Encoding.UTF8.GetBytes(body)), headers);

    /// <summary>With the open site's key.</summary>
    public Task<Answer> SendWithKey(string path, string body) => Send(path, body, ("X-API-Key", OpenKey));

    public Task<Answer> Send(string path, HttpContent content, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, content, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await App.Client.SendAsync(request);
        return await Answer.Of(response);
    }

    public static ByteArrayContent Content(byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }
}

/// <summary>An answer, read.</summary>
public sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? Detail => Json.GetProperty("detail").GetString();

    /// <summary>Each broken field as <c>body.site_id value_error.missing</c>.</summary>
    public IReadOnlyList<string> Flaws => [.. Json.GetProperty("detail").EnumerateArray()
        .Select(f => $"{string.Join('.', f.GetProperty("loc").EnumerateArray())} {f.GetProperty("type")}")];

    public static async Task<Answer> Of(HttpResponseMessage response) =>
        new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
