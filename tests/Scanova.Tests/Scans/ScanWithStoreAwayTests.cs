using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Scanova.Log;
using Scanova.Server.Hosting;
using Scanova.Server.Ingest;
using Scanova.Server.Scans;
using Scanova.Sites;
using Scanova.Storage.Sqlite;
using Scanova.Tests.App;

namespace Scanova.Tests.Scans;

public sealed class ScanWithStoreAwayTests : IAsyncLifetime
{
    private ScanovaApp _app = null!;
    private Scanner _scanner = null!;

    private CutLog Log => (CutLog)_app.Services.GetRequiredService<IEventLog>();

    private CutCodes Codes => (CutCodes)_app.Services.GetRequiredService<IQrCodeStore>();

    private ScanBacklog Backlog => _app.Services.GetRequiredService<ScanBacklog>();

    public async Task InitializeAsync()
    {
        _app = await ScanovaApp.Start(TimeProvider.System, static services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IEventLog>(p => new CutLog(ActivatorUtilities.CreateInstance<SqliteEventLog>(p))));
            services.Replace(ServiceDescriptor.Singleton<IQrCodeStore>(p => new CutCodes(ActivatorUtilities.CreateInstance<SqliteQrCodeStore>(p))));
        });
        _scanner = await Scanner.At(_app);
    }

    public async Task DisposeAsync()
    {
        _scanner.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>HTTP stops first: from here on the backlog is what the stop waits for.</summary>
    private Task DoorCloses() => Eventually.Holds(
        async () =>
        {
            try
            {
                using var answer = await _scanner.Scan("2222222");
                return false;
            }
            catch (HttpRequestException)
            {
                return true;
            }
        },
        "HTTP stops");

    private async Task StoredAfterARestart(Guid session)
    {
        _app.Log.Text.Should().NotContain("are lost");
        await _app.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{session}/events");
        request.Headers.Add("X-API-Key", _scanner.ApiKey);
        using var answer = await _app.Client.SendAsync(request);
        (await answer.Json()).GetProperty("events").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_scan_is_redirected_and_stored_once_the_store_is_back()
    {
        var (qrid, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        (Log.IsAway, Codes.IsAway) = (true, true);

        var session = await _scanner.ScanSession(code);
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 1), "the scan waits");
        (Log.IsAway, Codes.IsAway) = (false, false);
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 0), "the scan is stored");

        var events = (await _scanner.Read($"/sessions/{session}/events"))!.Value.GetProperty("events");
        events.GetArrayLength().Should().Be(1);
        events[0].GetProperty("qrid").GetString().Should().Be(qrid);
    }

    [Fact]
    public async Task A_commit_that_hangs_holds_a_redirect_for_no_longer_than_its_patience()
    {
        var (_, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        var store = new TaskCompletionSource();
        Log.Hang = store.Task;

        // The answer arrives while the commit still hangs: it can't have waited for it.
        var session = await _scanner.ScanSession(code);
        Backlog.Waiting.Should().Be(1);
        store.SetResult();
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 0), "the scan is stored");

        (await _scanner.Read($"/sessions/{session}/events"))!.Value.GetProperty("events").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_session_that_was_looked_up_before_its_scan_was_stored_shows_it_afterwards()
    {
        var (_, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        var store = new TaskCompletionSource();
        Log.Hang = store.Task;
        var session = await _scanner.ScanSession(code);
        (await _scanner.Read($"/sessions/{session}")).Should().BeNull();

        store.SetResult();
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 0), "the scan is stored");

        (await _scanner.Read($"/sessions/{session}"))!.Value.GetProperty("linked").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Events_stored_before_their_scan_become_linked_by_it()
    {
        var (qrid, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        Log.IsAway = true;
        var session = await _scanner.ScanSession(code);
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 1), "the scan waits");
        var purchase = Guid.NewGuid();
        Log.IsAway = false;
        await _scanner.Send("/server-events", new { site_id = _scanner.SiteId, event_name = "purchase", event_id = purchase, scan_session_id = session });
        await Eventually.Holds(() => Task.FromResult(Backlog.Waiting == 0), "the scan is stored");

        var state = (await _scanner.Read($"/sessions/{session}"))!.Value;
        state.GetProperty("linked").GetBoolean().Should().BeTrue();
        (await _scanner.Read($"/events/{purchase}"))!.Value.GetProperty("event").GetProperty("qrid").GetString().Should().Be(qrid);
    }

    [Fact]
    public async Task A_stop_waits_for_a_commit_that_is_under_way()
    {
        var (_, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        var (log, store) = (Log, new TaskCompletionSource());
        log.Hang = store.Task;
        var session = await _scanner.ScanSession(code);

        var stopping = _app.Stop();
        await DoorCloses();
        store.SetResult();
        await stopping;

        await StoredAfterARestart(session);
    }

    [Fact]
    public async Task A_stop_tries_again_until_the_store_is_back()
    {
        var (_, code) = await _scanner.Code("https://shop.example/");
        await _scanner.ScanSession(code);
        var log = Log;
        log.IsAway = true;
        var session = await _scanner.ScanSession(code);

        var stopping = _app.Stop();
        await DoorCloses();
        log.IsAway = false;
        await stopping;

        await StoredAfterARestart(session);
    }

    [Fact]
    public async Task Beyond_the_bound_a_scan_is_lost_and_counted_and_none_within_it()
    {
        using var meters = new MeterListener();
        var lost = 0L;
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "scanova.scans.lost") listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((_, count, _, _) => lost += count);
        using var factory = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (recorder, options) = (_app.Services.GetRequiredService<IEventRecorder>(), _app.Services.GetRequiredService<ScanovaOptions>());
        using var backlog = new ScanBacklog(
            recorder, options, TimeProvider.System, factory.GetRequiredService<IMeterFactory>(), NullLogger<ScanBacklog>.Instance, capacity: 3);
        meters.Start();
        await backlog.StartAsync(CancellationToken.None);
        var store = new TaskCompletionSource();
        Log.Hang = store.Task;

        for (var i = 0; i < 3; i++) await backlog.Record(Scan(), TimeSpan.Zero);
        var lostWithinIt = lost;
        await backlog.Record(Scan(), TimeSpan.Zero);
        store.SetResult();
        await Eventually.Holds(() => Task.FromResult(backlog.Waiting == 0), "all that was held is stored");

        (lostWithinIt, lost).Should().Be((0, 1));
        AcceptedEvent Scan() => new(Some.Scan() with { SiteId = _scanner.SiteId, ScanSessionId = Guid.NewGuid() }, Some.StoreWhole);
    }

    [Fact]
    public async Task A_code_that_was_never_met_is_503_while_the_store_is_away()
    {
        var (_, code) = await _scanner.Code("https://shop.example/");
        Codes.IsAway = true;

        using var response = await _scanner.Scan(code);

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.Should().NotBeNull();
        Codes.IsAway = false;
        using var later = await _scanner.Scan(code);
        later.StatusCode.Should().Be(HttpStatusCode.Found);
    }
}
