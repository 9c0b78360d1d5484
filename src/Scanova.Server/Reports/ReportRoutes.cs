using Scanova.Reports;
using Scanova.Server.Http;
using Scanova.Server.Lookups;
using Scanova.Server.Recording;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>The reports of contract section 14, and what explains them.</summary>
internal static class ReportRoutes
{
    private static readonly Problem NoReport = Problem.Of(StatusCodes.Status404NotFound, "No such report");

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sites/{site_id}/reports/{report}", Report);
        routes.MapGet("/conversions/{id}/explain", ExplainRoute.Send);
        routes.MapPost("/analytics/ct", TrackingRoute.Send).AddEndpointFilter<TrackingDoor>();
    }

    private static async Task Report(
        HttpContext http, string site_id, string report, Reader reader, IGrainFactory grains, GrainCalls calls, IQrCodeStore qrCodes, TimeProvider time)
    {
        if (await reader.SiteOrRefusal(http, site_id) is not { } site) return;

        var parameters = new ReportParameters(http.Request.Query, site, time);
        var scope = new ReportScope
        {
            Days = parameters.Days(),
            Rule = site.ConversionRule,
            EventName = parameters.Event(),
            IncludeBots = parameters.IncludeBots(),
        };
        var (qrid, tag) = (parameters.Qrid(), parameters.Tag());
        if (ReportKinds.Find(report, parameters, scope.Days) is not { } read)
        {
            await NoReport.Send(http);
            return;
        }

        if (await parameters.AnyProblemSent(http)) return;

        var codes = await qrCodes.OfSite(site.SiteId, http.RequestAborted);
        scope = scope with { Qrids = Qrids(qrid, tag, codes) };
        var table = await calls.Look(cancellation => read(new ReportInput(site, scope, codes, grains.ReportsOf(site.SiteId), cancellation)), http.RequestAborted);
        await ReportAnswer.Send(http, report, scope.Days, table.Truncated());
    }

    /// <summary>The QR codes that both filters leave; null when there is none of them.</summary>
    private static string[]? Qrids(string? qrid, string? tag, IReadOnlyList<QrCode> codes)
    {
        if (tag is null) return qrid is null ? null : [qrid];
        return [.. codes.Where(c => c.Tags.Contains(tag) && (qrid is null || c.Qrid == qrid)).Select(c => c.Qrid)];
    }
}
