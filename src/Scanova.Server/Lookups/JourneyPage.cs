using System.Globalization;
using Scanova.Log;
using Scanova.Server.Http;
using Scanova.Server.Recording;

namespace Scanova.Server.Lookups;

/// <summary><c>GET /sessions/{scan_session_id}/events</c>: the journey, page by page (contract section 9).</summary>
internal static class JourneyPage
{
    private const int DefaultLimit = 100;
    private const int MostRows = 500;

    private static readonly Problem NoSession = Problem.Of(StatusCodes.Status404NotFound, "No such scan session");
    private static readonly Flaw LimitFlaw = new("ensure this value is an integer from 1 to 500", "value_error.number.range");
    private static readonly Flaw SwitchFlaw = new("ensure this value is 0 or 1", "value_error.number.range");
    private static readonly Flaw CursorFlaw = new("not a cursor of this route", "value_error.cursor");

    public static async Task Send(HttpContext http, string id, Reader reader, IEventReader log, StreamGrains grains, GrainCalls calls)
    {
        if (await reader.SiteOrRefusal(http) is not { } site) return;
        if (!CanonicalId.TryParse(id, out var sessionId))
        {
            await NoSession.Send(http);
            return;
        }

        if (Parse(http.Request.Query) is not { } page)
        {
            await Problem.Of(Flaws(http.Request.Query)).Send(http);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var rows = await log.Journey(site.SiteId, sessionId, page.After, page.Limit + 1, page.IncludeDuplicates, http.RequestAborted);
        if (rows.Count == 0 && page.After is null && !await Exists())
        {
            await NoSession.Send(http);
            return;
        }

        var next = rows.Count > page.Limit ? Next(http, sessionId, page, Position.Of(rows[page.Limit - 1].Stored)) : null;
        await JsonAnswer.Send(http, StatusCodes.Status200OK, (Rows: rows.Take(page.Limit), Next: next), static (json, answer) =>
        {
            json.WriteStartObject();
            EventRowJson.WriteAll(json, "events", answer.Rows);
            json.WriteString("next", answer.Next);
            json.WriteEndObject();
        });

        // A session of only duplicates is there, its page without them is empty.
        async Task<bool> Exists() => await calls.Look(
            cancellation => grains.ScanSession(StreamId.ScanSession(site.SiteId, sessionId)).Look(site.ConversionRule, cancellation),
            http.RequestAborted) is not null;
    }

    private static Page? Parse(IQueryCollection query) =>
        Limit(query) is { } limit && Switch(query) is { } duplicates && TryCursor(query, out var after) ? new Page(limit, duplicates, after) : null;

    private static FieldProblem[] Flaws(IQueryCollection query) =>
    [
        .. Limit(query) is null ? [FieldProblem.InQuery(LimitFlaw, "limit")] : Array.Empty<FieldProblem>(),
        .. Switch(query) is null ? [FieldProblem.InQuery(SwitchFlaw, "include_duplicates")] : Array.Empty<FieldProblem>(),
        .. TryCursor(query, out _) ? Array.Empty<FieldProblem>() : [FieldProblem.InQuery(CursorFlaw, "after")],
    ];

    private static int? Limit(IQueryCollection query)
    {
        if (query["limit"] is not [{ Length: > 0 } text]) return DefaultLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows ? limit : null;
    }

    private static bool? Switch(IQueryCollection query) => query["include_duplicates"] switch
    {
        [] or [""] or ["0"] => false,
        ["1"] => true,
        _ => null,
    };

    private static bool TryCursor(IQueryCollection query, out Position? after)
    {
        after = null;
        if (query["after"] is not [{ Length: > 0 } text]) return true;

        after = JourneyCursor.Parse(text);
        return after is not null;
    }

    private static string Next(HttpContext http, Guid sessionId, Page page, Position last)
    {
        var site = http.Request.Query["site_id"] is [{ Length: > 0 } siteId] ? $"&site_id={Uri.EscapeDataString(siteId)}" : "";
        return $"/sessions/{sessionId}/events?limit={page.Limit}&include_duplicates={(page.IncludeDuplicates ? 1 : 0)}{site}&after={JourneyCursor.Format(last)}";
    }

    private readonly record struct Page(int Limit, bool IncludeDuplicates, Position? After);
}
