using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scanova.Server.Hosting;

namespace Scanova.Server.Telemetry;

/// <summary>
/// Metrics and traces by OpenTelemetry, to the collector that <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; without one nothing is
/// gathered and nothing sent. The other <c>OTEL_</c> variables hold as everywhere.
/// </summary>
internal static class OtlpExport
{
    public static void AddOtlpExport(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        if (options.OtlpEndpoint is null) return;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("scanova").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                // Kestrel's own meter and Orleans' tell addresses.
                .AddMeter(ServiceMeter.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddOtlpExporter())
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !http.Request.Path.StartsWithSegments("/health"))
                .AddProcessor(new ImpersonalSpans())
                .AddOtlpExporter());
    }
}
