using Microsoft.AspNetCore.Server.Kestrel.Core;
using Scanova.Server.Admin;
using Scanova.Server.Http;

namespace Scanova.Server.Hosting;

/// <summary>What every other part stands on: settings, clock, where HTTP listens, how long a stop may take.</summary>
internal static class HostServices
{
    /// <summary>Far more than a proxy keeps open; beyond it a connection is closed before it costs memory.</summary>
    private const long MostConnections = 20_000;

    /// <summary>
    /// Bytes a second below which a body is given up: slow even for a phone at the edge of its network, and fast enough that
    /// nobody holds a large body's memory for hours.
    /// </summary>
    private const double SlowestBody = 4 * 1024;

    /// <summary>What is done by then may have been as slow as it liked.</summary>
    private static readonly TimeSpan GraceOfBody = TimeSpan.FromSeconds(10);

    public static void AddHost(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        builder.ListenByDefault();
        builder.WebHost.ConfigureKestrel(Bound);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain + options.ShutdownTimeout);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.RateLimits);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<Drain>();

        var adminKey = new AdminKey();
        if (options.AdminKey is { } key) adminKey.Use(key);
        builder.Services.AddSingleton(adminKey);
        builder.Services.AddSingleton<IAdminKey>(adminKey);
    }

    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, GraceOfBody);
    }

    /// <summary>Starts everything, or stops again what had started, so that a failed start lets go of its store and its cluster.</summary>
    public static async Task StartOrStop(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await StopWhatStarted(app);
            throw;
        }
    }

    private static async Task StopWhatStarted(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception)
        {
            // A silo that never started refuses to stop. Why the start failed is what counts.
        }
    }
}
