using System.Diagnostics;
using OpenTelemetry;

namespace Scanova.Server.Telemetry;

/// <summary>
/// Leaves of a request's span what is the service's own: method, route template, status. Path, query, address and user agent
/// are the caller's, as is what it sent as trace state.
/// </summary>
internal sealed class ImpersonalSpans : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept =
        ["http.request.method", "http.route", "http.response.status_code", "error.type", "network.protocol.version", "url.scheme"];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToArray())
        {
            if (!Kept.Contains(name)) data.SetTag(name, null);
        }

        data.TraceStateString = null;
        // Without its description, which may be an exception's text.
        data.SetStatus(data.Status);
    }
}
