using Scanova.Server.Http;
using Scanova.Server.Telemetry;
using Scanova.Sites;

namespace Scanova.Server.Lookups;

/// <summary>The site a request may read (contract section 9).</summary>
internal sealed class Reader(Credentials credentials, ISiteDirectory sites)
{
    private static readonly Problem NoSuchSite = Problem.Of(StatusCodes.Status404NotFound, "No such site");

    /// <param name="inPath">The site that the path names: another's is not there for its reader.</param>
    /// <returns>Null when the request was answered with a refusal.</returns>
    public async ValueTask<Site?> SiteOrRefusal(HttpContext http, string? inPath = null)
    {
        var (siteId, problem) = await credentials.Site(http, inPath);
        var site = siteId is null || siteId != (inPath ?? siteId) ? null : await sites.Find(siteId, http.RequestAborted);
        if (site is null) await (problem ?? NoSuchSite).Send(http);
        else http.NoteSite(site.SiteId);
        return site;
    }
}
