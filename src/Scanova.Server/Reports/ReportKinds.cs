using Scanova.Attribution;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Codes">The site's QR codes.</param>
internal sealed record ReportInput(
    Site Site, ReportScope Scope, IReadOnlyList<QrCode> Codes, ISiteReportsGrain Reports, CancellationToken Cancellation);

/// <summary>The reports by their names in the path.</summary>
internal static class ReportKinds
{
    /// <summary>Takes a report's own parameters; what it returns reads the report.</summary>
    /// <returns>Null when there is no such report.</returns>
    public static Func<ReportInput, Task<ReportTable>>? Find(string report, ReportParameters parameters, ReportDays days) => report switch
    {
        "summary" => Figures(RowsOf.Summary, (figures, _) => ReportTable.Of(figures)),
        "timeline" => Timeline(parameters.TimelineOf(days)),
        "events" => Figures(RowsOf.Events, (figures, _) => ReportTable.Of(figures)),
        "qr-codes" => Figures(RowsOf.QrCodes, ReportTable.OfQrCodes),
        "devices" => Figures(RowsOf.Devices, (figures, _) => ReportTable.OfDevices(figures)),
        "locations" => Figures(RowsOf.Locations, (figures, _) => ReportTable.OfLocations(figures)),
        "funnel" => Funnel(parameters.Steps()),
        "attribution" => Attribution(parameters.Model()),
        _ => null,
    };

    private static Func<ReportInput, Task<ReportTable>> Timeline(Interval interval) => async input =>
        ReportTable.Of(await input.Reports.Timeline(interval, input.Scope, input.Cancellation));

    private static Func<ReportInput, Task<ReportTable>> Figures(
        RowsOf rows, Func<IReadOnlyList<FigureRow>, IReadOnlyList<QrCode>, ReportTable> table) => async input =>
        table(await input.Reports.Figures(rows, input.Scope, input.Cancellation), input.Codes);

    private static Func<ReportInput, Task<ReportTable>> Funnel(IReadOnlyList<string> steps) => async input =>
        ReportTable.Of(await input.Reports.Funnel(steps, input.Scope, input.Cancellation));

    private static Func<ReportInput, Task<ReportTable>> Attribution(AttributionModel model) => async input =>
        ReportTable.Of(await input.Reports.Attribution(model, input.Site.LookbackDays, input.Scope, input.Cancellation), input.Codes);
}
