using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scanova.Sites;
using Scanova.Storage.Sqlite;
using Scanova.Tests.App;
using Scanova.Tests.Sites;

namespace Scanova.Tests.Ingest.Routes;

/// <summary>Sites and keys that this silo has never heard of, with the store there and away.</summary>
public sealed class UnknownSitesTests : IAsyncLifetime
{
    private ScanovaApp _app = null!;
    private string _site = "";
    private string _key = "";

    private CutSites Sites => (CutSites)_app.Services.GetRequiredService<ISiteStore>();

    public async Task InitializeAsync()
    {
        _app = await ScanovaApp.Start(TimeProvider.System, static services =>
            services.Replace(ServiceDescriptor.Singleton<ISiteStore>(p => new CutSites(ActivatorUtilities.CreateInstance<SqliteSiteStore>(p)))));
        _site = await _app.CreateSite();
        _key = await _app.CreateKey(_site);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/collect/batch")]
    [InlineData("/server-events/batch")]
    [InlineData("/validate")]
    public async Task A_batch_full_of_unknown_sites_waits_once_for_all(string path)
    {
        var events = Enumerable.Range(0, 1_000).Select(i => path == "/collect/batch" ? Bodies.Browser("", $"nowhere-{i}") : Bodies.Server("", $"nowhere-{i}"));
        var (started, before) = (Stopwatch.GetTimestamp(), Sites.Readings);

        var answer = await Send(path, Bodies.Batch([.. events]), _key);

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("results").EnumerateArray().Should().OnlyContain(r => r.GetProperty("detail").GetString() == "site_id not found or inactive");
        // One for the batch, and the directory's own every 2 s; four a second for each of a thousand events would be 250 s.
        (Sites.Readings - before).Should().BeLessThanOrEqualTo(2 + (int)(Stopwatch.GetElapsedTime(started).TotalSeconds / 2));
    }

    [Fact]
    public async Task While_the_store_is_away_nobody_can_say_that_a_site_or_a_key_is_unknown()
    {
        Sites.IsAway = true;
        var id = Guid.NewGuid();

        var browser = await Send("/ct", Bodies.Browser(Bodies.EventId(id), "nowhere"), null);
        var server = await Send("/server-events", Bodies.Server("", _site), "sk_of_nobody_that_is_known_here");
        var batch = await Send("/collect/batch", Bodies.Batch(Bodies.Browser(Bodies.EventId(id), "nowhere")), null);

        (browser.Status, browser.Json.GetProperty("event_id").GetGuid(), browser.Header("Retry-After")).Should().Be((503, id, "2"));
        (server.Status, server.Header("Retry-After")).Should().Be((503, "2"));
        batch.Json.GetProperty("results")[0].GetProperty("code").GetInt32().Should().Be(503);
        (await Send("/ct", Bodies.Browser("", _site), null)).Status.Should().Be(200, "what is known stays in force");
        (await Send("/server-events", Bodies.Server("", _site), _key)).Status.Should().Be(200);

        Sites.IsAway = false;
        (await Send("/ct", Bodies.Browser("", "nowhere"), null)).Status.Should().Be(400);
        (await Send("/server-events", Bodies.Server("", _site), "sk_of_nobody_that_is_known_here")).Status.Should().Be(403);
    }

    private async Task<Answer> Send(string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = IngestApp.Content(Bodies.Utf8(body)) };
        if (key is not null) request.Headers.Add("X-API-Key", key);
        using var response = await _app.Client.SendAsync(request);
        return await Answer.Of(response);
    }
}
