using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Scanova.Tests.App;
using Scanova.Tests.Ingest;

namespace Scanova.Tests.Promises;

/// <summary>Whatever is sent, the service answers in JSON, never fails and keeps nothing of it in memory.</summary>
/// <remarks>
/// What is kept shows as bytes alive after a full collection. They are those of the whole process, so no other test may run in
/// it meanwhile. A process of its own would have its working set for a measure, which moves by more than a small leak
/// weighs with what the collector keeps in store.
/// </remarks>
[Collection(Alone.Name)]
public sealed class MalformedFloodTests
{
    private const int Clients = 16;

    /// <summary>Enough to fill every cache, pool and list of a bounded length.</summary>
    private const int BodiesBefore = 20_000 / Clients;

    private const int BodiesMeasured = 80_000 / Clients;

    /// <summary>Less than half of what 500 bytes a body would come to, and many times the noise of a running service.</summary>
    private const long MostGrowth = 16 * 1024 * 1024;

    [Fact]
    public async Task A_hundred_thousand_malformed_bodies_are_answered_and_memory_stays_flat()
    {
        // The captured request lines would be what grows.
        await using var app = await ScanovaApp.Start([.. UnlimitedApp.NoLimits, ("Logging:LogLevel:Scanova.Requests", "Warning")]);
        var shop = await Customer.Of(app);
        var clients = Enumerable.Range(0, Clients).Select(seed => new MalformedBodies(seed, shop.SiteId)).ToArray();

        await Task.WhenAll(clients.Select(bodies => Send(app.Client, shop.Key, bodies, BodiesBefore)));
        var before = BytesAlive();
        await Task.WhenAll(clients.Select(bodies => Send(app.Client, shop.Key, bodies, BodiesMeasured)));

        // What is only slow to let go does so in the end; a leak does not.
        await Eventually.Holds(() => Task.FromResult(BytesAlive() - before < MostGrowth), $"no more than {MostGrowth} bytes may stay alive");
        (await shop.Server(new { scan_session_id = Guid.NewGuid() })).Should().BeFalse("the service is as well as before");
    }

    private static async Task Send(HttpClient client, string key, MalformedBodies bodies, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (body, isBatch) = bodies.Next();
            var path = (isBatch, i % 5) switch
            {
                (_, 4) => "/validate",
                (true, 0 or 1) => "/collect/batch",
                (true, _) => "/server-events/batch",
                (false, 0 or 1) => "/ct",
                (false, _) => "/server-events",
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Headers.Add("X-API-Key", key);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await client.SendAsync(request);

            // No assertion library in here: a hundred thousand times its bookkeeping would be the test.
            var text = await answer.Content.ReadAsByteArrayAsync();
            if (!IsExpected(answer.StatusCode, text)) Assert.Fail($"{path} answered {answer.StatusCode} to {Convert.ToBase64String(body)}");
        }
    }

    private static bool IsExpected(HttpStatusCode status, byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return status switch
        {
            HttpStatusCode.OK => json.RootElement.TryGetProperty("success", out _) || json.RootElement.TryGetProperty("valid", out _),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => json.RootElement.TryGetProperty("detail", out _),
            _ => false,
        };
    }

    private static long BytesAlive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
