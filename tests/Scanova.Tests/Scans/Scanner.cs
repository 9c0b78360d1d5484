using System.Text.Json;
using System.Web;
using Scanova.Tests.App;

namespace Scanova.Tests.Scans;

/// <summary>A phone that scans codes of a site of its own and follows no redirect.</summary>
internal sealed class Scanner : IDisposable
{
    public const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    private readonly HttpClient _http;

    private Scanner(ScanovaApp app, string siteId, string apiKey)
    {
        (App, SiteId, ApiKey) = (app, siteId, apiKey);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Client.BaseAddress };
    }

    public ScanovaApp App { get; }

    public string SiteId { get; }

    public string ApiKey { get; }

    public static async Task<Scanner> At(ScanovaApp app)
    {
        var siteId = await app.CreateSite();
        return new Scanner(app, siteId, await app.CreateKey(siteId));
    }

    public async Task<(string Qrid, string Code)> Code(string destination)
    {
        var code = await App.CreateQrCode(SiteId, destination);
        return (code.GetProperty("qrid").GetString()!, code.GetProperty("code").GetString()!);
    }

    public async Task<HttpResponseMessage> Scan(string code, HttpMethod? method = null, string userAgent = Phone)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/s/{code}");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        return await _http.SendAsync(request);
    }

    /// <returns>The scan session that the redirect names.</returns>
    public async Task<Guid> ScanSession(string code)
    {
        using var response = await Scan(code);
        return SessionIn(response.Headers.Location!);
    }

    public static Guid SessionIn(Uri destination) => Guid.Parse(HttpUtility.ParseQueryString(destination.Query)["scnv"]!);

    /// <returns>Null when there is no such thing.</returns>
    public async Task<JsonElement?> Read(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-API-Key", ApiKey);
        using var response = await _http.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Json() : null;
    }

    public async Task Send(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body), null, "application/json") };
        request.Headers.Add("X-API-Key", ApiKey);
        using var response = await _http.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue();
    }

    public void Dispose() => _http.Dispose();
}
