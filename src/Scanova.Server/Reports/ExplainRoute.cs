using Scanova.Attribution;
using Scanova.Events;
using Scanova.Journeys;
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
        var problem = found.Count == 0 || found[0].Stored.IsDuplicate ? NoEvent : NoConversion(found[0].Stored.Event, site.ConversionRule);
        if (problem is not null)
        {
            await problem.Send(http);
            return;
        }

        var row = found[0].Stored;
        var own = await Load(row.Stream);
        var visitor = row.Event.VisitorId ?? own.ScanSession(row.Stream.Id).VisitorAt(row.Event.EventTime);
        IReadOnlyList<Touchpoint> touchpoints = visitor is { } known ? await Touchpoints(known) : Touchpoint(own, row.Stream);
        var explained = Explanation.Of(row.Event.EventTime, row.Event.ScanSessionId, touchpoints, TimeSpan.FromDays(site.LookbackDays));
        await JsonAnswer.Send(http, StatusCodes.Status200OK, (JourneyEvent.Of(row), visitor, site.LookbackDays, explained), ExplainJson.Write);

        async Task<List<Touchpoint>> Touchpoints(Guid visitorId)
        {
            var sessions = new List<Touchpoint>();
            foreach (var head in await events.VisitorStreams(site.SiteId, visitorId, http.RequestAborted))
            {
                sessions.AddRange(Touchpoint(await Load(head.Stream), head.Stream));
            }

            return sessions;
        }

        async Task<JourneyIndex> Load(StreamId stream)
        {
            var index = new JourneyIndex();
            IReadOnlyList<StoredEvent> page;
            var version = 0L;
            do
            {
                page = await log.Load(stream, version, LoadPage, http.RequestAborted);
                foreach (var stored in page) index.Add(new FeedRow(version = stored.Version, stream, JourneyEvent.Of(stored)));
            }
            while (page.Count == LoadPage);

            index.Settle(version);
            return index;
        }
    }

    /// <summary>None of what is no scan session, or has only duplicates.</summary>
    private static Touchpoint[] Touchpoint(JourneyIndex index, StreamId stream) =>
        index.ScanSession(stream.Id).Touchpoint is { } touchpoint ? [touchpoint] : [];

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
