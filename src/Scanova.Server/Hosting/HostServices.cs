using Scanova.Server.Admin;
using Scanova.Server.Http;

namespace Scanova.Server.Hosting;

/// <summary>What every other part stands on: settings, clock, where HTTP listens, how long a stop may take.</summary>
internal static class HostServices
{
    public static void AddHost(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        builder.ListenByDefault();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
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
