using Scanova.Server.Hosting;

namespace Scanova.Server.Telemetry;

/// <summary>
/// One line a request: method, route, status, time and site. The route is the template, never the path, for a path may hold
/// an id or anything else a stranger typed. <c>Logging__LogLevel__Scanova.Requests=Warning</c> leaves only failures.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Scanova.Requests");

    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            var level = Level(route, context.Response.StatusCode);
            if (_logger.IsEnabled(level))
            {
                var milliseconds = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
                Write(_logger, level, Method(context.Request.Method), route, context.Response.StatusCode, milliseconds, context.NotedSite() ?? "-");
            }
        }
    }

    /// <summary>Supervisors and balancers ask every second, and an unready silo is their answer, not a failure.</summary>
    private static LogLevel Level(string route, int status)
    {
        if (route.StartsWith(HealthRoutes.Prefix, StringComparison.Ordinal)) return LogLevel.Debug;
        return status >= 500 ? LogLevel.Warning : LogLevel.Information;
    }

    /// <summary>A method is the caller's free text too.</summary>
    private static string Method(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" => method,
        _ => "OTHER",
    };

    [LoggerMessage(EventName = "Request", Message = "{Method} {Route} {Status} {Milliseconds} ms site {SiteId}")]
    private static partial void Write(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, string siteId);
}
