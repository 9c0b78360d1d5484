using Scanova.Server.Admin;
using Scanova.Server.Hosting;
using Scanova.Server.Http;
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
            await app.RunAsync();
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
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = ScanovaOptions.Read(builder.Configuration);

        builder.AddHost(options);
        builder.AddScanovaLogging(options);
        builder.AddStore(options);
        builder.AddSilo(options);
        builder.AddSites();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseTrustedProxies(options);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<Guard>();

        app.MapHealth();
        app.MapAdmin();
        return app;
    }
}
