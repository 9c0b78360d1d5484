using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Scanova.Load.Noop;

/// <summary>
/// The yardstick: Kestrel with the server's settings, the same body parsed, the same answer given at once. What the
/// service does beyond this is what it costs.
/// </summary>
internal static class NoopServer
{
    public static async Task Run(int lookupBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var lookup = Encoding.ASCII.GetBytes($"\"{new string('x', Math.Max(lookupBytes - 2, 0))}\"");

        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/server-events", One);
        app.MapPost("/ct", One);
        app.MapPost("/server-events/batch", Batch);
        app.MapGet("/sessions/{id}", (HttpContext http) => Answer(http, lookup));
        await app.RunAsync();
    }

    /// <summary>The contract's answer to one accepted event (section 5).</summary>
    public static Task AnswerEvent(HttpContext http, Guid eventId, bool isDuplicate)
    {
        var answer = new ArrayBufferWriter<byte>(192);
        answer.Write("{\"success\":true,\"event_id\":\""u8);
        Write(answer, eventId);
        answer.Write("\",\"status\":\"accepted\",\"message\":\"Event received\",\"duplicate\":"u8);
        answer.Write(isDuplicate ? "true}"u8 : "false}"u8);
        return Answer(http, answer.WrittenMemory);
    }

    private static async Task One(HttpContext http)
    {
        var e = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, NoopJson.Default.NoopEvent, http.RequestAborted);
        await AnswerEvent(http, e!.EventId!.Value, isDuplicate: false);
    }

    private static async Task Batch(HttpContext http)
    {
        var batch = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, NoopJson.Default.NoopBatch, http.RequestAborted);
        var answer = new ArrayBufferWriter<byte>(16 * 1024);
        answer.Write(Encoding.ASCII.GetBytes($"{{\"success\":true,\"accepted\":{batch!.Events.Count},\"duplicates\":0,\"rejected\":0,\"results\":["));
        for (var i = 0; i < batch.Events.Count; i++)
        {
            answer.Write(Encoding.ASCII.GetBytes($"{(i == 0 ? "" : ",")}{{\"index\":{i},\"event_id\":\""));
            Write(answer, batch.Events[i].EventId!.Value);
            answer.Write("\",\"status\":\"accepted\",\"duplicate\":false}"u8);
        }

        answer.Write("]}"u8);
        await Answer(http, answer.WrittenMemory);
    }

    private static void Write(ArrayBufferWriter<byte> answer, Guid id)
    {
        id.TryFormat(answer.GetSpan(36), out var written);
        answer.Advance(written);
    }

    private static Task Answer(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        return http.Response.Body.WriteAsync(json).AsTask();
    }
}
