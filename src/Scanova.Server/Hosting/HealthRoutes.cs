using Scanova.Server.Http;

namespace Scanova.Server.Hosting;

/// <summary>
/// For supervisors, which restart what is not alive, and balancers, which leave out what is not ready, and send scans to
/// whatever serves.
/// </summary>
internal static class HealthRoutes
{
    public const string Prefix = "/health/";
    private const int RetryAfterSeconds = 1;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Prefix + "live", (HttpContext http) => Send(http, "live", null));
        routes.MapGet(Prefix + "serving", (HttpContext http, Readiness readiness) => Send(http, "serving", readiness.NotServing()));
        routes.MapGet(Prefix + "ready", async (HttpContext http, Readiness readiness) => await Send(http, "ready", await readiness.NotReady()));
    }

    private static Task Send(HttpContext http, string status, string? obstacle)
    {
        if (obstacle is not null)
        {
            return (Problem.Of(StatusCodes.Status503ServiceUnavailable, obstacle) with { RetryAfter = RetryAfterSeconds }).Send(http);
        }

        return JsonAnswer.Send(http, StatusCodes.Status200OK, status, static (json, status) =>
        {
            json.WriteStartObject();
            json.WriteString("status", status);
            json.WriteEndObject();
        });
    }
}
