using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Enrichment;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Gate;
using Scanova.Server.Ingest.Wire;
using Scanova.Server.Telemetry;
using Scanova.Sites;

namespace Scanova.Server.Ingest.Judging;

/// <summary>
/// Judges one event: its fields, its site, the key's site, the domain, in the order of contract section 5. What passes is
/// enriched, so that address and user agent end here.
/// </summary>
internal sealed class Admission(ISiteDirectory sites, IEnricher enricher)
{
    private static readonly Problem NoSite = Problem.Of(StatusCodes.Status400BadRequest, "site_id not found or inactive");
    private static readonly Problem OtherSite = Problem.Of(StatusCodes.Status403Forbidden, "The key belongs to another site");

    public ValueTask<Verdict> Browser(HttpContext http, Sender sender, WireEvent wire, Receipt receipt, int? index) =>
        Judge(http, sender, BrowserFields.Judge(wire, new FieldCheck(index), receipt.At), receipt);

    public ValueTask<Verdict> Server(HttpContext http, Sender sender, WireEvent wire, Receipt receipt, int? index) =>
        Judge(http, sender, ServerFields.Judge(wire, new FieldCheck(index), receipt.At), receipt);

    public static Verdict Refuse(Problem problem) => new(null, null, problem, []);

    private async ValueTask<Verdict> Judge(HttpContext http, Sender sender, Judgement judged, Receipt receipt)
    {
        if (judged.Event is not { } e) return new Verdict(judged.EventId, null, judged.Problem, []);

        Site? site;
        try
        {
            site = await sites.Find(e.SiteId, http.RequestAborted, receipt.Timestamp);
        }
        catch (LogUnavailableException)
        {
            return new Verdict(e.EventId, null, Problem.Unavailable(e.EventId), []);
        }

        if (site is not null) http.NoteSite(site.SiteId);
        if (Refusal(e, site, sender) is { } problem) return new Verdict(e.EventId, null, problem, []);
        if (e.Source == EventSource.Browser)
        {
            var (device, location) = enricher.Enrich(http, judged.Device);
            e = e with { Device = device, Location = location };
        }

        return new Verdict(e.EventId, new AcceptedEvent(e, site!.ConsentPolicy), null, judged.Warnings);
    }

    private static Problem? Refusal(Event e, Site? site, Sender sender)
    {
        if (site is not { Active: true }) return NoSite;
        if (sender.KeySite is { } keySite && keySite != site.SiteId) return OtherSite;
        return e.Source == EventSource.Browser && sender.Host is { } host && !host.IsIn(site.AllowedDomains)
            ? Problem.Of(StatusCodes.Status403Forbidden, $"Domain not allowed: {(host.Name is { } name ? EmailAddress.Redact(name) : "the request names no host")}")
            : null;
    }
}
