namespace Scanova.Server.Ingest.Gate;

/// <summary>
/// Lets browsers send events from any page: who may is decided by the site's allowed domains when the event arrives
/// (contract section 5). Any preflight is answered here.
/// </summary>
internal sealed class Cors(RequestDelegate next)
{
    private static readonly PathString[] Routes = ["/ct", "/collect/batch", "/server-events", "/validate"];

    public Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            AllowOrigin(http);
            var headers = http.Response.Headers;
            headers.AccessControlAllowMethods = "POST, OPTIONS";
            headers.AccessControlAllowHeaders = "Content-Type";
            headers.AccessControlMaxAge = "86400";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        if (IsIngest(http.Request.Path)) AllowOrigin(http);
        return next(http);
    }

    private static void AllowOrigin(HttpContext http)
    {
        if (http.ReflectOrigin()) http.Response.Headers.AccessControlExposeHeaders = "Retry-After";
    }

    private static bool IsIngest(PathString path)
    {
        foreach (var route in Routes)
        {
            if (path.StartsWithSegments(route)) return true;
        }

        return false;
    }
}
