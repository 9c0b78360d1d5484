using Scanova.Attribution;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Codes">The site's QR codes.</param>
internal sealed record ReportInput(
    Site Site, ReportScope Scope, IReadOnlyList<QrCode> Codes, IJourneyReader Journeys, CancellationToken Cancellation);

/// <summary>The reports by their names in the path.</summary>
internal static class ReportKinds
{
    /// <summary>Takes a report's own parameters; what it returns reads the report.</summary>
    /// <returns>Null when there is no such report.</returns>
    public static Func<ReportInput, Task<ReportTable>>? Find(string report, ReportParameters parameters, ReportDays days) => report switch
    {
        "summary" => Figures(FigureReport.Summary, (figures, _) => ReportTable.Of(figures)),
        "timeline" => Timeline(parameters.Timeline(days)),
        "events" => Figures(FigureReport.Events, (figures, _) => ReportTable.Of(figures)),
        "qr-codes" => Figures(FigureReport.QrCodes, ReportTable.OfQrCodes),
        "devices" => Figures(FigureReport.Devices, (figures, _) => ReportTable.OfDevices(figures)),
        "locations" => Figures(FigureReport.Locations, (figures, _) => ReportTable.OfLocations(figures)),
        "funnel" => Funnel(parameters.Steps()),
        "attribution" => Attribution(parameters.Model()),
        _ => null,
    };

    private static Func<ReportInput, Task<ReportTable>> Timeline(Timeline timeline) =>
        Figures(scope => FigureReport.Over(scope, timeline), (figures, _) => ReportTable.Of(figures));

    private static Func<ReportInput, Task<ReportTable>> Figures(
        Func<ReportScope, FigureReport> report, Func<FigureReport, IReadOnlyList<QrCode>, ReportTable> table) => async input =>
    {
        var figures = report(input.Scope);
        await input.Journeys.Read(input.Scope.Selection, figures.Add, input.Cancellation);
        return table(figures, input.Codes);
    };

    private static Func<ReportInput, Task<ReportTable>> Funnel(IReadOnlyList<string> steps) => async input =>
    {
        var funnel = new Funnel(input.Scope, steps);
        await input.Journeys.Read(funnel.Selection, funnel.Add, input.Cancellation);
        return ReportTable.Of(funnel);
    };

    private static Func<ReportInput, Task<ReportTable>> Attribution(AttributionModel model) => async input =>
    {
        var attribution = new AttributionReport(input.Scope, model, TimeSpan.FromDays(input.Site.LookbackDays));
        await input.Journeys.Read(attribution.Selection, attribution.AddConversions, input.Cancellation);
        await input.Journeys.OfVisitors(input.Site.SiteId, attribution.Visitors, attribution.AddTouchpoints, input.Cancellation);
        return ReportTable.Of(attribution, input.Codes);
    };
}
