using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scanova.Tests.App;

namespace Scanova.Tests.Promises;

/// <summary>
/// A site and its key, used over HTTP as a customer would. Events are anonymous objects with wire names; <c>site_id</c> and
/// the name are filled in where a test does not care.
/// </summary>
public sealed class Customer
{
    private readonly ScanovaApp _app;

    private Customer(ScanovaApp app, string siteId, string key)
    {
        _app = app;
        SiteId = siteId;
        Key = key;
    }

    public string SiteId { get; }

    public string Key { get; }

    public static async Task<Customer> Of(ScanovaApp app, object? settings = null)
    {
        var siteId = await app.CreateSite(settings);
        return new Customer(app, siteId, await app.CreateKey(siteId));
    }

    /// <summary>A moment in the recent past, so that no event time is in the future.</summary>
    public static DateTime At(double minutes) => new DateTime(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc).AddMinutes(minutes);

    /// <returns>Whether it was a repeat.</returns>
    public Task<bool> Browser(object? members = null) => Accepted("/ct", BrowserEvent(members));

    /// <inheritdoc cref="Browser"/>
    public Task<bool> Server(object? members = null) => Accepted("/server-events", ServerEvent(members));

    /// <returns>Of each event, whether it was a repeat.</returns>
    public Task<bool[]> BrowserBatch(IEnumerable<object> events) => Batch("/collect/batch", events.Select(BrowserEvent));

    /// <inheritdoc cref="BrowserBatch"/>
    public Task<bool[]> ServerBatch(IEnumerable<object> events) => Batch("/server-events/batch", events.Select(ServerEvent));

    public async Task<JsonElement> Validate(object serverEvent)
    {
        var answer = await Post("/validate", ServerEvent(serverEvent));
        return answer.GetProperty("results")[0];
    }

    public Task<JsonElement> Session(Guid id) => Read($"/sessions/{id}");

    public Task<JsonElement> Visitor(Guid id) => Read($"/visitors/{id}");

    public Task<JsonElement> Event(Guid id) => Read($"/events/{id}");

    /// <summary>The row of an original.</summary>
    public async Task<JsonElement> Row(Guid eventId) => (await Event(eventId)).GetProperty("event");

    /// <summary>The first page of a journey.</summary>
    public async Task<JsonElement[]> Journey(Guid session, bool withDuplicates = false) =>
        [.. (await Read($"/sessions/{session}/events?limit=500&include_duplicates={(withDuplicates ? 1 : 0)}")).GetProperty("events").EnumerateArray()];

    public async Task<JsonElement> Read(string path)
    {
        var (status, answer) = await Get(path, ("X-API-Key", Key));
        status.Should().Be(HttpStatusCode.OK, "{0} answered {1}", path, answer);
        return answer;
    }

    public async Task<HttpStatusCode> StatusOf(string path) => (await Get(path, ("X-API-Key", Key))).Status;

    public async Task<(HttpStatusCode Status, JsonElement Answer)> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await _app.Client.SendAsync(request);
        return (response.StatusCode, await response.Json());
    }

    public async Task Change(object settings)
    {
        using var response = await _app.Client.Admin(HttpMethod.Patch, $"/admin/sites/{SiteId}", settings);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private JsonObject BrowserEvent(object? members) => Complete(members, "event_type", "page_view");

    private JsonObject ServerEvent(object? members) => Complete(members, "event_name", "purchase");

    private JsonObject Complete(object? members, string nameKey, string name)
    {
        var body = JsonSerializer.SerializeToNode(members ?? new { })!.AsObject();
        body["site_id"] ??= SiteId;
        body[nameKey] ??= name;
        return body;
    }

    private async Task<bool> Accepted(string path, JsonObject body) => (await Post(path, body)).GetProperty("duplicate").GetBoolean();

    private async Task<bool[]> Batch(string path, IEnumerable<JsonObject> events)
    {
        var answer = await Post(path, new JsonArray([.. events]));
        answer.GetProperty("rejected").GetInt32().Should().Be(0, "all of {0} should be accepted", answer);
        return [.. answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("duplicate").GetBoolean())];
    }

    private async Task<JsonElement> Post(string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-API-Key", Key);
        using var response = await _app.Client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, answer);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }
}
