using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Ingest.Judging;

namespace Scanova.Server.Ingest;

/// <summary>The ingest routes, and what they need.</summary>
public static class IngestRoutes
{
    /// <summary>
    /// Asks the container for <see cref="IEventRecorder"/>, <see cref="Scanova.Sites.ISiteDirectory"/>,
    /// <see cref="Enrichment.IEnricher"/>, <see cref="IAdminKey"/> and <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="browserPerMinute">Requests per IP address; 0 is off.</param>
    /// <param name="serverPerMinute">Requests per API key; 0 is off.</param>
    public static IServiceCollection AddIngest(this IServiceCollection services, int browserPerMinute, int serverPerMinute) => services
        .AddSingleton(provider => new RateLimits(browserPerMinute, serverPerMinute, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new BodyBudget())
        .AddSingleton<Credentials>()
        .AddSingleton<Intake>()
        .AddSingleton<Admission>()
        .AddSingleton<EventCounter>()
        .AddSingleton<SingleEvents>()
        .AddSingleton<BatchEvents>()
        .AddSingleton<Validation>();

    /// <summary>
    /// What stands before all routes: every failure as JSON, every preflight answered, origins reflected where a browser sends
    /// events. To be used first.
    /// </summary>
    public static IApplicationBuilder UseIngest(this IApplicationBuilder app) => app.UseMiddleware<Guard>().UseMiddleware<Cors>();

    public static IEndpointRouteBuilder MapIngest(this IEndpointRouteBuilder routes)
    {
        var single = routes.ServiceProvider.GetRequiredService<SingleEvents>();
        var batch = routes.ServiceProvider.GetRequiredService<BatchEvents>();
        var validation = routes.ServiceProvider.GetRequiredService<Validation>();
        routes.MapPost("/ct", single.Browser);
        routes.MapPost("/server-events", single.Server);
        routes.MapPost("/collect/batch", batch.Browser);
        routes.MapPost("/server-events/batch", batch.Server);
        routes.MapPost("/validate", validation.Validate);
        return routes;
    }
}
