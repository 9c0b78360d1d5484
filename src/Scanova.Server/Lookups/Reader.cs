using Scanova.Server.Http;
using Scanova.Server.Telemetry;
using Scanova.Sites;

namespace Scanova.Server.Lookups;

/// <summary>The site a request may read (contract section 9).</summary>
internal sealed class Reader(Credentials credentials, ISiteDirectory sites)
{
    private static readonly Problem NoSuchSite = Problem.Of(StatusCodes.Status404NotFound, "No such site");

    /// <returns>Null when the request was answered with a refusal.</returns>
    public async ValueTask<Site?> SiteOrRefusal(HttpContext http)
    {
        var (siteId, problem) = await credentials.Site(http);
        var site = siteId is null ? null : await sites.Find(siteId, http.RequestAborted);
        if (site is null) await (problem ?? NoSuchSite).Send(http);
        else http.NoteSite(site.SiteId);
        return site;
    }
}
