using Scanova.Reports;
using Scanova.Server.Admin;
using Scanova.Server.Http;
using Scanova.Server.Recording;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary><c>POST /analytics/ct/</c>: the hosted product's read route, so that its clients find what they know (contract section 14).</summary>
internal static class TrackingRoute
{
    private const int MostItems = 1_000;
    private const int MostItemCharacters = 256;

    private static readonly Flaw NotFilter = Flaw.NoneOf("'qrid', 'tags'");
    private static readonly Flaw NoItems = new("ensure this value has at least 1 items", "value_error.list.min_items");

    public static async Task Send(
        HttpContext http, Credentials credentials, ISiteDirectory sites, IGrainFactory grains, GrainCalls calls, IQrCodeStore qrCodes, TimeProvider time)
    {
        var (key, refusal) = await credentials.ApiKeyOrAuthorization(http);
        if (key is null)
        {
            await refusal!.Send(http);
            return;
        }

        if (await AdminBody.Read(http) is not { } fields) return;
        fields.Require("filter_by", "q");
        var filter = fields.Parsed("filter_by", MostItemCharacters, text => text is "qrid" or "tags" ? text : null, NotFilter);
        var asked = fields.Texts("q", MostItems, MostItemCharacters, text => text, Flaw.Empty) ?? [];
        if (fields.Has("q") && asked.Count == 0) fields.Refuse(NoItems, "q");

        var site = (await sites.Find(key.SiteId, http.RequestAborted))!;
        var parameters = new ReportParameters(http.Request.Query, site, time);
        var days = parameters.Days();
        parameters.LimitSteps(days, Interval.Day);
        if (await Problem.AnySent(http, [.. fields.Problems, .. parameters.Problems])) return;

        var codes = await qrCodes.OfSite(site.SiteId, http.RequestAborted);
        var choice = filter == "tags" ? TrackedCodes.ByTag(asked, codes) : TrackedCodes.ByQrid(asked, codes);
        var scope = new ReportScope { Days = days, Rule = site.ConversionRule, Qrids = [.. choice.Qrids], AsHosted = true };
        var tracking = await calls.Look(cancellation => grains.ReportsOf(site.SiteId).Tracking(scope, cancellation), http.RequestAborted);
        await JsonAnswer.Send(http, StatusCodes.Status200OK, (tracking, choice, site, days), TrackingJson.Write);
    }
}
