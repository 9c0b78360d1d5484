using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scanova.Log;
using Scanova.Server.Admin;
using Scanova.Server.Enrichment;
using Scanova.Server.Http;
using Scanova.Server.Ingest;
using Scanova.Sites;

namespace Scanova.Tests.Ingest.Routes;

/// <summary>The ingest routes alone, in front of a store that comes and goes.</summary>
public sealed class StoreAwayTests : IAsyncLifetime
{
    private readonly StoreThatComesAndGoes _store = new();
    private WebApplication? _app;

    [Fact]
    public async Task A_single_event_is_answered_503_with_its_id_and_when_to_try_again()
    {
        var id = Guid.NewGuid();
        _store.Takes = 0;

        var stated = await Send("/ct", Bodies.Browser(Bodies.EventId(id)));
        var made = await Send("/server-events", Bodies.Server());

        stated.Status.Should().Be(503);
        stated.Text.Should().Be($$"""{"detail":"The store is not available: repeat with the same event_id","event_id":"{{id}}"}""");
        stated.Header("Retry-After").Should().Be("2");
        stated.Header("Access-Control-Allow-Origin").Should().Be("https://any.example");
        made.Status.Should().Be(503);
        made.Json.GetProperty("event_id").GetGuid().Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_id_is_named_also_when_the_site_cannot_be_looked_up()
    {
        var id = Guid.NewGuid();

        var answer = await Send("/ct", Bodies.Browser(Bodies.EventId(id), siteId: "away"));

        (answer.Status, answer.Json.GetProperty("event_id").GetGuid()).Should().Be((503, id));
    }

    [Fact]
    public async Task A_batch_is_503_only_if_no_event_was_accepted()
    {
        var batch = Bodies.Batch(Bodies.Browser(Bodies.EventId(Some.Id(1))), "{}", Bodies.Browser(Bodies.EventId(Some.Id(2))));

        _store.Takes = 1;
        var half = await Send("/collect/batch", batch);
        half.Status.Should().Be(200);
        half.Json.GetProperty("results")[2].GetRawText().Should().Be(
            $$"""{"index":2,"event_id":"{{Some.Id(2)}}","status":"rejected","duplicate":false,"code":503,"detail":"The store is not available: repeat with the same event_id"}""");

        _store.Takes = 0;
        var whole = await Send("/collect/batch", batch);
        whole.Status.Should().Be(503);
        whole.Header("Retry-After").Should().Be("2");
        whole.Detail.Should().NotBeEmpty();
        whole.Json.GetProperty("results")[0].GetProperty("event_id").GetGuid().Should().Be(Some.Id(1));

        (await Send("/collect/batch", "[{}]")).Status.Should().Be(200, "nothing of it was kept from the store");
    }

    [Fact]
    public async Task What_nobody_expected_is_500_without_a_word_about_it()
    {
        _store.Takes = -1;

        var answer = await Send("/ct", Bodies.Browser());

        (answer.Status, answer.Text).Should().Be((500, """{"detail":"Internal error"}"""));
        answer.Header("Access-Control-Allow-Origin").Should().Be("https://any.example");
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IEventRecorder>(_store);
        builder.Services.AddSingleton<ISiteDirectory>(new OneSite());
        builder.Services.AddSingleton<IAdminKey>(new AdminKey());
        builder.Services.AddEnrichment(null);
        builder.Services.AddIngest(browserPerMinute: 0, serverPerMinute: 0);
        _app = builder.Build();
        _app.UseIngest();
        _app.MapIngest();
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private async Task<Answer> Send(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = IngestApp.Content(Bodies.Utf8(body)) };
        request.Headers.Add("Origin", "https://any.example");
        request.Headers.Add("X-API-Key", "any");
        using var client = new HttpClient { BaseAddress = new Uri(_app!.Urls.Single()) };
        using var response = await client.SendAsync(request);
        return await Answer.Of(response);
    }

    private sealed class StoreThatComesAndGoes : IEventRecorder
    {
        /// <summary>Events of each call that are stored; the rest finds the store away. Negative: it fails in no foreseen way.</summary>
        public int Takes { get; set; }

        public Task<IReadOnlyList<RecordOutcome>> Record(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation, bool mayBeStored = false) => Takes < 0
            ? throw new InvalidOperationException("A text that may hold a value.")
            : Task.FromResult<IReadOnlyList<RecordOutcome>>([.. events.Select((_, i) => i < Takes ? RecordOutcome.Stored : RecordOutcome.Unavailable)]);

        public Task<RecordOutcome> Begin(AcceptedEvent first, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<RecordPreview>> Preview(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation) =>
            throw new LogUnavailableException("Away.");
    }

    private sealed class OneSite : ISiteDirectory
    {
        public ValueTask<Site?> Find(string siteId, CancellationToken cancellation, long? asked = null) => siteId == "away"
            ? throw new LogUnavailableException("Away.")
            : new(new Site { SiteId = siteId, Name = siteId, AllowedDomains = ["*"], CreatedAt = Some.Noon });

        public ValueTask<ApiKey?> FindKey(string presentedKey, CancellationToken cancellation) =>
            new(new ApiKey(Some.Id(9), Some.SiteId, "key", [], Some.Noon, null, null));
    }
}
