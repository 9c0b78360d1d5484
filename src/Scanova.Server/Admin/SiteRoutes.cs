using System.Security.Cryptography;
using Scanova.Server.Http;
using Scanova.Server.Sites;
using Scanova.Server.Telemetry;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>Sites and their settings.</summary>
internal static class SiteRoutes
{
    private static readonly Problem NoSite = Problem.Of(StatusCodes.Status404NotFound, "No such site");
    private static readonly Problem Taken = Problem.Of(StatusCodes.Status409Conflict, "site_id is taken");

    public static void MapSites(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/sites", Create);
        admin.MapGet("/sites", List);
        admin.MapGet("/sites/{siteId}", Get);
        admin.MapPatch("/sites/{siteId}", Change);
    }

    /// <summary>The site of a path as the store has it now, whichever silo changed it last.</summary>
    /// <returns>Null when the request was answered 404.</returns>
    public static async Task<Site?> SiteOrNotFound(this HttpContext http, SiteDirectory directory, string siteId)
    {
        await directory.Refresh(http.RequestAborted);
        if (directory.Known(siteId) is { } site)
        {
            http.NoteSite(site.SiteId);
            return site;
        }

        await NoSite.Send(http);
        return null;
    }

    private static async Task Create(HttpContext http, ISiteStore store, SiteDirectory directory, TimeProvider time)
    {
        if (await AdminBody.Read(http) is not { } fields) return;

        fields.Require("name", "allowed_domains");
        var siteId = SiteSettings.SiteId(fields) ?? NewSiteId();
        var site = SiteSettings.Read(fields).Over(new Site { SiteId = siteId, Name = "", AllowedDomains = [], CreatedAt = time.GetUtcNow().UtcDateTime });
        if (await fields.AnyProblemSent(http)) return;

        if (!await store.Create(site, http.RequestAborted))
        {
            await Taken.Send(http);
            return;
        }

        await directory.TryRefresh(http.RequestAborted);
        http.NoteSite(siteId);
        await Send(http, StatusCodes.Status201Created, site);
    }

    private static async Task List(HttpContext http, SiteDirectory directory)
    {
        await directory.Refresh(http.RequestAborted);
        await JsonAnswer.Send(http, StatusCodes.Status200OK, directory.Sites, static (json, sites) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("sites");
            foreach (var site in sites) AdminJson.Write(json, site);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task Get(HttpContext http, string siteId, SiteDirectory directory)
    {
        if (await http.SiteOrNotFound(directory, siteId) is { } site) await Send(http, StatusCodes.Status200OK, site);
    }

    private static async Task Change(HttpContext http, string siteId, ISiteStore store, SiteDirectory directory)
    {
        if (await AdminBody.Read(http) is not { } fields) return;
        if (await http.SiteOrNotFound(directory, siteId) is null) return;

        var change = SiteSettings.Read(fields);
        if (await fields.AnyProblemSent(http)) return;

        if (await store.Update(siteId, change, http.RequestAborted) is not { } site)
        {
            await NoSite.Send(http);
            return;
        }

        await directory.TryRefresh(http.RequestAborted);
        await Send(http, StatusCodes.Status200OK, site);
    }

    private static Task Send(HttpContext http, int status, Site site) => JsonAnswer.Send(http, status, site, AdminJson.Write);

    private static string NewSiteId() => "site_" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 16);
}
