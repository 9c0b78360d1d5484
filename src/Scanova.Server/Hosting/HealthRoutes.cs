using Scanova.Server.Http;

namespace Scanova.Server.Hosting;

/// <summary>For supervisors, which restart what is not alive, and balancers, which leave out what is not ready.</summary>
internal static class HealthRoutes
{
    private const int RetryAfterSeconds = 1;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (HttpContext http) => Send(http, "live"));
        routes.MapGet("/health/ready", Ready);
    }

    private static async Task Ready(HttpContext http, Readiness readiness)
    {
        if (await readiness.Obstacle() is not { } obstacle) await Send(http, "ready");
        else await (Problem.Of(StatusCodes.Status503ServiceUnavailable, obstacle) with { RetryAfter = RetryAfterSeconds }).Send(http);
    }

    private static Task Send(HttpContext http, string status) =>
        JsonAnswer.Send(http, StatusCodes.Status200OK, status, static (json, status) =>
        {
            json.WriteStartObject();
            json.WriteString("status", status);
            json.WriteEndObject();
        });
}
