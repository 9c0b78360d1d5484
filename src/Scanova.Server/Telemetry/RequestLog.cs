using Scanova.Server.Hosting;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Parsing;
using Logger = Serilog.Core.Logger;

namespace Scanova.Server.Telemetry;

/// <summary>
/// One line a request: method, route, status, time and site. The route is the template, never the path, for a path may hold
/// an id or anything else a stranger typed. <c>Logging__LogLevel__Scanova.Requests=Warning</c> leaves only failures. Handed to
/// Serilog directly: the way through Microsoft's logging costs more than all else that is done for the line.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider time, ILoggerFactory loggers, Logger serilog)
{
    private const string Category = "Scanova.Requests";

    private static readonly MessageTemplate Line = new MessageTemplateParser().Parse("{Method} {Route} {Status} {Milliseconds} ms site {SiteId}");
    private static readonly LogEventProperty Source = new("SourceContext", new ScalarValue(Category));

    private readonly ILogger _logger = loggers.CreateLogger(Category);

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
            if (_logger.IsEnabled(LevelConvert.ToExtensionsLevel(level))) Write(context, route, level, time.GetElapsedTime(started));
        }
    }

    /// <summary>Supervisors and balancers ask every second, and an unready silo is their answer, not a failure.</summary>
    private static LogEventLevel Level(string route, int status)
    {
        if (route.StartsWith(HealthRoutes.Prefix, StringComparison.Ordinal)) return LogEventLevel.Debug;
        return status >= 500 ? LogEventLevel.Warning : LogEventLevel.Information;
    }

    private void Write(HttpContext context, string route, LogEventLevel level, TimeSpan took)
    {
        serilog.Write(new LogEvent(time.GetLocalNow(), level, exception: null, Line,
        [
            Property("Method", Method(context.Request.Method)),
            Property("Route", route),
            Property("Status", context.Response.StatusCode),
            Property("Milliseconds", Math.Round(took.TotalMilliseconds, 3)),
            Property("SiteId", context.NotedSite() ?? "-"),
            Source,
        ]));
    }

    private static LogEventProperty Property(string name, object value) => new(name, new ScalarValue(value));

    /// <summary>A method is the caller's free text too.</summary>
    private static string Method(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" => method,
        _ => "OTHER",
    };
}
