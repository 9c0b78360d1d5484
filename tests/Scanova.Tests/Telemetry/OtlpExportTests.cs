using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Scanova.Tests.App;

namespace Scanova.Tests.Telemetry;

/// <summary>What reaches a collector (contract section 7: no trace has held what is stripped; addresses nowhere).</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_collector_gets_the_services_own_words_and_nothing_of_a_request()
    {
        await using var collector = await Collector.Start();
        await using var app = await ScanovaApp.Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("Scanova:TrustedProxies", "127.0.0.1"));
        var siteId = await app.CreateSite();
        app.Client.DefaultRequestHeaders.Add("X-API-Key", await app.CreateKey(siteId));
        app.Client.DefaultRequestHeaders.Add("User-Agent", "secret-agent/1.0");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", "secret-host.example");
        app.Client.DefaultRequestHeaders.Add("Referer", "https://secret-referrer.example/");
        app.Client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        app.Client.DefaultRequestHeaders.Add("tracestate", "secret=state");
        app.Client.DefaultRequestHeaders.Add("baggage", "secret=baggage");

        object Event(Guid? id = null) => new { site_id = siteId, event_name = "secret_name", event_id = id, scan_session_id = Guid.NewGuid() };
        var repeated = Guid.NewGuid();
        await app.Client.PostAsJsonAsync("/server-events?secret-query=1", Event(repeated));
        await app.Client.PostAsJsonAsync("/server-events/batch", new[] { Event(repeated), Event(), new { secret = 1 } });
        await app.Client.GetAsync("/s/secret-code?secret-query=1");
        await app.Client.GetAsync("/secret-path/of-no-route");
        await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod("SECRET"), "/server-events"));
        await app.Stop();

        var (traces, metrics) = (collector.Received("traces"), collector.Received("metrics"));
        traces.Should().Contain("/server-events/batch").And.Contain("/s/{code}");
        metrics.Should().Contain("/server-events/batch").And.Contain("scanova.scans.waiting").And.Contain("scanova.events");
        foreach (var outcome in new[] { "accepted", "duplicate", "rejected" }) metrics.Should().Contain(outcome);
        foreach (var sent in new[] { traces, metrics })
        {
            sent.Should().NotContainEquivalentOf("secret").And.NotContain("203.0.113.77").And.NotContain("127.0.0.1").And.NotContain(siteId).And.NotContain(repeated.ToString());
        }
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_gathered()
    {
        await using var app = await ScanovaApp.Start();

        app.Services.GetService<MeterProvider>().Should().BeNull();
        app.Services.GetService<TracerProvider>().Should().BeNull();
    }
}
