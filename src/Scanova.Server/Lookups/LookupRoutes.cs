using Scanova.Log;
using Scanova.Server.Http;
using Scanova.Server.Recording;

namespace Scanova.Server.Lookups;

/// <summary>What a scan session, a visitor or an event id became (contract section 9). The first two are answered by their grains.</summary>
internal static class LookupRoutes
{
    private static readonly Problem NoSession = Problem.Of(StatusCodes.Status404NotFound, "No such scan session");
    private static readonly Problem NoVisitor = Problem.Of(StatusCodes.Status404NotFound, "No such visitor");
    private static readonly Problem NoEvent = Problem.Of(StatusCodes.Status404NotFound, "No such event");

    public static void AddLookups(this IServiceCollection services) => services.AddSingleton<Reader>();

    public static void MapLookups(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sessions/{id}", Session);
        routes.MapGet("/sessions/{id}/events", JourneyPage.Send);
        routes.MapGet("/visitors/{id}", Visitor);
        routes.MapGet("/events/{id}", Event);
    }

    private static async Task Session(HttpContext http, string id, Reader reader, StreamGrains grains, GrainCalls calls)
    {
        if (await reader.SiteOrRefusal(http) is not { } site) return;

        var view = CanonicalId.TryParse(id, out var sessionId)
            ? await calls.Look(
                cancellation => grains.ScanSession(StreamId.ScanSession(site.SiteId, sessionId)).Look(site.ConversionRule, cancellation),
                http.RequestAborted)
            : null;
        if (view is null) await NoSession.Send(http);
        else await JsonAnswer.Send(http, StatusCodes.Status200OK, view, ScanSessionJson.Write);
    }

    private static async Task Visitor(HttpContext http, string id, Reader reader, StreamGrains grains, GrainCalls calls)
    {
        if (await reader.SiteOrRefusal(http) is not { } site) return;

        var view = CanonicalId.TryParse(id, out var visitorId)
            ? await calls.Look(
                cancellation => grains.Visitor(StreamId.Visitor(site.SiteId, visitorId)).Look(site.ConversionRule, site.LookbackDays, cancellation),
                http.RequestAborted)
            : null;
        if (view is null) await NoVisitor.Send(http);
        else await JsonAnswer.Send(http, StatusCodes.Status200OK, view, VisitorJson.Write);
    }

    private static async Task Event(HttpContext http, string id, Reader reader, IEventReader log)
    {
        if (await reader.SiteOrRefusal(http) is not { } site) return;

        var rows = CanonicalId.TryParse(id, out var eventId) ? await log.Find(site.SiteId, eventId, http.RequestAborted) : [];
        if (rows.Count == 0)
        {
            await NoEvent.Send(http);
            return;
        }

        await JsonAnswer.Send(http, StatusCodes.Status200OK, rows, static (json, rows) =>
        {
            json.WriteStartObject();
            json.WritePropertyName("event");
            EventRowJson.Write(json, rows[0]);
            EventRowJson.WriteAll(json, "duplicates", rows.Skip(1));
            json.WriteEndObject();
        });
    }
}
