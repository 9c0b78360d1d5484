using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Server.Http;
using Scanova.Server.Lookups;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary><c>GET /conversions/{event_id}/explain</c>: who earned a conversion and why, read from the log alone, so that it holds against every other answer.</summary>
internal static class ExplainRoute
{
    private const int LoadPage = 1_000;

    private static readonly Problem NoEvent = Problem.Of(StatusCodes.Status404NotFound, "No such event");

    public static async Task Send(HttpContext http, string id, Reader reader, IEventReader events, IEventLog log)
    {
        if (await reader.SiteOrRefusal(http) is not { } site) return;

        var found = CanonicalId.TryParse(id, out var eventId) ? await events.Find(site.SiteId, eventId, http.RequestAborted) : [];
        var problem = found.Count == 0 ? NoEvent : NoConversion(found[0].Stored.Event, site.ConversionRule);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        var row = found[0].Stored;
        var conversion = JourneyEvent.Of(row);
        var journey = await Load(row.Stream);
        var visitor = journey.VisitorOf(conversion);
        var touchpoints = visitor is { } known ? await Touchpoints(known) : journey.Touchpoint is { } own ? [own] : [];
        var explained = Explanation.Of(conversion.Time, journey.ScanSessionId, touchpoints, TimeSpan.FromDays(site.LookbackDays));
        await JsonAnswer.Send(http, StatusCodes.Status200OK, (conversion, visitor, site.LookbackDays, explained), ExplainJson.Write);

        async Task<List<Touchpoint>> Touchpoints(Guid visitorId)
        {
            var sessions = new List<Touchpoint>();
            foreach (var head in await events.VisitorStreams(site.SiteId, visitorId, http.RequestAborted))
            {
                if (head.Stream.Kind == StreamKind.ScanSession && (await Load(head.Stream)).Touchpoint is { } touchpoint) sessions.Add(touchpoint);
            }

            return sessions;
        }

        async Task<Journey> Load(StreamId stream)
        {
            var rows = new List<JourneyEvent>();
            IReadOnlyList<StoredEvent> page;
            do
            {
                page = await log.Load(stream, rows.Count, LoadPage, http.RequestAborted);
                rows.AddRange(page.Select(JourneyEvent.Of));
            }
            while (page.Count == LoadPage);

            return new Journey(stream, rows);
        }
    }

    private static Problem? NoConversion(Event e, ConversionRule rule)
    {
        var reason = e switch
        {
            { Source: EventSource.Scan } => "a scan",
            { IsRefund: true } => "a refund",
            _ when !rule.Names(e.Source, e.Name) => "not among the site's conversion_events",
            _ => null,
        };
        return reason is null ? null : Problem.Of(StatusCodes.Status404NotFound, $"No conversion: the event is {reason}");
    }
}
