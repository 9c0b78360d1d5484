
namespace Scanova.Tests.Ingest.Routes;

public sealed class MalformedRequestsTests(IngestApp app) : IClassFixture<IngestApp>
{
    [Fact]
    public async Task Malformed_bodies_get_json_answers_and_no_failure()
    {
        var bodies = new MalformedBodies(seed: 3, app.Open);
        for (var i = 0; i < 3_000; i++)
        {
            var (body, isBatch) = bodies.Next();
            var path = (isBatch, i % 2 == 0) switch
            {
                (true, true) => "/collect/batch",
                (true, false) => "/server-events/batch",
                (false, true) => "/ct",
                (false, false) => "/server-events",
            };
            var answer = await app.Send(path, IngestApp.Content(body), ("X-API-Key", app.OpenKey));

            answer.Status.Should().BeOneOf([200, 400, 422], "body {0} of seed 3 was sent to {1}", i, path);
            answer.Json.TryGetProperty(answer.Status == 200 ? "success" : "detail", out _).Should().BeTrue();
        }
    }

    [Fact]
    public async Task No_log_line_holds_what_was_sent()
    {
        const string page = "https://secret-page.example/";
        await app.Send("/ct", Bodies.Browser($"\"page_url\":\"{page}\",\"consent\":\"denied\",\"metadata\":{{\"k\":\"secret-value\"}}", app.Open));
        await app.Send("/ct", Bodies.Browser("\"metadata\":{\"m\":\"jane@secret.example\"}", app.Open));
        await app.Send("/ct", Bodies.Browser("\"device\":{\"user_agent\":\"SecretAgent/1.0\"}", app.Open), ("User-Agent", "SecretAgent/2.0"));
        await app.Send("/server-events", "secret-body", ("X-API-Key", app.OpenKey));
        await app.Send("/server-events", Bodies.Server("", app.Open), ("X-API-Key", "sk_secret_key_that_is_unknown"));

        foreach (var secret in new[] { "secret-page", "secret-value", "secret.example", "SecretAgent", "secret-body", "sk_secret", app.OpenKey, "127.0.0.1:" })
        {
            app.App.Log.Lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase) && !line.Contains("Now listening", StringComparison.Ordinal))
                .Should().BeEmpty();
        }
    }
}
