using System.Text.Json;
using Scanova.Server.Http;
using Scanova.Server.Ingest;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Load.Noop;

/// <summary>
/// The yardstick: Kestrel with the service's settings, the same body read by the service's own parser, the same answer
/// given at once. What the service does beyond this is what it costs.
/// </summary>
internal static class NoopServer
{
    /// <param name="lookupBytes">The length of the answer to a lookup.</param>
    public static async Task Run(int lookupBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var lookup = new string('x', lookupBytes);

        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/server-events", One);
        app.MapPost("/ct", One);
        app.MapPost("/server-events/batch", Batch);
        app.MapGet("/s/{code}", (string code, HttpContext http) =>
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = $"https://shop.example.com/?scnv={Guid.NewGuid()}";
        });
        app.MapGet("/sessions/{id}", (HttpContext http) => JsonAnswer.Send(http, StatusCodes.Status200OK, lookup, static (json, text) => json.WriteStringValue(text)));
        await app.RunAsync();
    }

    /// <summary>Reads one event, nothing judged.</summary>
    public static async Task<WireEvent> Read(HttpContext http)
    {
        using var body = new RequestBody(http.Request, SingleEvents.MostBytes);
        await body.Read(http.RequestAborted);
        return WireReader.ReadOne(body.Bytes, out var wire) is null ? wire! : throw new BadHttpRequestException("The body is no event.");
    }

    /// <summary>The contract's answer to one accepted event (section 5).</summary>
    public static Task Answer(HttpContext http, Guid eventId, bool isDuplicate) =>
        JsonAnswer.Send(http, StatusCodes.Status200OK, (eventId, isDuplicate), static (json, answer) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("success", true);
            json.WriteString("event_id", answer.eventId);
            json.WriteString("status", "accepted");
            json.WriteString("message", "Event received");
            json.WriteBoolean("duplicate", answer.isDuplicate);
            json.WriteEndObject();
        });

    private static async Task One(HttpContext http) => await Answer(http, (await Read(http)).EventId.Value, isDuplicate: false);

    private static async Task Batch(HttpContext http)
    {
        using var body = new RequestBody(http.Request, BatchEvents.MostBytes);
        await body.Read(http.RequestAborted);
        var items = new List<WireItem>();
        if (WireReader.ReadBatch(body.Bytes, items) is not null) throw new BadHttpRequestException("The body is no batch.");
        var events = items.ConvertAll(item => WireReader.Read(body.Bytes.Slice(item.Start, item.Length)));
        await JsonAnswer.Send(http, StatusCodes.Status200OK, events, AnswerBatch);
    }

    private static void AnswerBatch(Utf8JsonWriter json, List<WireEvent> events)
    {
        json.WriteStartObject();
        json.WriteBoolean("success", true);
        json.WriteNumber("accepted", events.Count);
        json.WriteNumber("duplicates", 0);
        json.WriteNumber("rejected", 0);
        json.WriteStartArray("results");
        for (var i = 0; i < events.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", i);
            json.WriteString("event_id", events[i].EventId.Value);
            json.WriteString("status", "accepted");
            json.WriteBoolean("duplicate", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
