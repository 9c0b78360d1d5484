using Scanova.Server.Admin;
using Scanova.Server.Demo;
using Scanova.Server.Enrichment;
using Scanova.Server.Hosting;
using Scanova.Server.Ingest;
using Scanova.Server.Lookups;
using Scanova.Server.Recording;
using Scanova.Server.Reports;
using Scanova.Server.Scans;
using Scanova.Server.Sdk;
using Scanova.Server.Sites;
using Scanova.Server.Telemetry;

namespace Scanova.Server;

/// <summary>The service, from top to bottom.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["healthcheck", var route]) return await HealthCheck.Ask(route, Environment.GetEnvironmentVariable("ASPNETCORE_URLS"));

        try
        {
            await using var app = Build(args);
            await app.StartOrStop();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(StartFailure.Describe(e));
            return StartFailure.ExitCode;
        }
    }

    /// <summary>Hosted services start in the order they are added here and stop in the reverse: HTTP first, the store last.</summary>
    /// <param name="adjust">Lets a test replace the clock or listen to the log.</param>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, Proxies.NoStrangers], ContentRootPath = AppContext.BaseDirectory });
        var options = ScanovaOptions.Read(builder.Configuration);

        builder.AddHost(options);
        builder.AddScanovaLogging(options);
        builder.AddOtlpExport(options);
        builder.AddStore(options);
        builder.AddSilo(options);
        builder.AddSites();
        builder.Services.AddEnrichment(options.GeoDatabase);
        builder.Services.AddRecording();
        builder.Services.AddIngest(options.RateLimits.BrowserPerMinute, options.RateLimits.ServerPerMinute);
        builder.Services.AddLookups();
        builder.Services.AddScans();
        builder.Services.AddSdk();
        builder.Services.AddDemo(options);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseDraining();
        app.UseTrustedProxies(options);
        app.UseMiddleware<RequestLog>();
        app.UseIngest();

        app.MapIngest();
        app.MapLookups();
        app.MapReports();
        app.MapScans();
        app.MapSdk();
        app.MapDemo(options);
        app.MapAdmin();
        app.MapHealth();
        return app;
    }
}
