using Scanova.Log;

namespace Scanova.Server.Http;

/// <summary>
/// Stands outside everything: whatever fails or finds no route is answered as JSON (contract section 5). What was thrown is
/// logged by type and place only, for its text may hold values.
/// </summary>
internal sealed partial class Guard(RequestDelegate next, ILogger<Guard> logger)
{
    private static readonly Problem Unexpected = Problem.Of(StatusCodes.Status500InternalServerError, "Internal error");

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            // A caller that has gone needs no answer, and its going is no error.
            if (http.RequestAborted.IsCancellationRequested) return;
            await Explain(e).Send(http);
            return;
        }

        if (IsBare(http.Response)) await Bare(http.Response.StatusCode).Send(http);
    }

    private Problem Explain(Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException bad:
                return Bare(bad.StatusCode);
            case LogUnavailableException:
                return Problem.Unavailable();
            default:
                LogUnexpected(logger, e.GetType().FullName, e.StackTrace);
                return Unexpected;
        }
    }

    private static bool IsBare(HttpResponse response) =>
        !response.HasStarted && response.StatusCode >= 400 && response.ContentType is null && response.ContentLength is null or 0;

    private static Problem Bare(int status) => Problem.Of(status, status switch
    {
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Method not allowed",
        StatusCodes.Status408RequestTimeout => "The body did not arrive in time",
        StatusCodes.Status413PayloadTooLarge => "The body is too large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported media type",
        _ => "The request was refused",
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure: {Type} {Trace}")]
    private static partial void LogUnexpected(ILogger logger, string? type, string? trace);
}
