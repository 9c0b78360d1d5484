using Scanova.Attribution;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>What the rows of a report of figures stand for (contract section 14).</summary>
public enum RowsOf
{
    /// <summary>One row.</summary>
    Summary,
    Events,
    QrCodes,
    Devices,
    Locations,
}

/// <summary>
/// The reports of a site, from its index. They only read: any number may run at the same time, but none while rows are added.
/// One that nobody waits for any more ends with an <see cref="OperationCanceledException"/>.
/// </summary>
public static class SiteReports
{
    /// <summary>No report shows more rows; those with the most sessions or conversions stay. One more is given, to tell that there are more.</summary>
    public const int MostRows = 10_000;

    /// <summary>No timeline has more steps.</summary>
    public const int MostSteps = 10_000;

    public static IReadOnlyList<FigureRow> Figures(this JourneyIndex index, RowsOf rows, ReportScope scope, CancellationToken cancellation = default)
    {
        using var coded = new CodedScope(scope, index, cancellation);
        return rows switch
        {
            RowsOf.Events => Events(coded),
            RowsOf.QrCodes => Figures(coded, new RowsByQrCode(index.Codes.Qrids)),
            RowsOf.Devices => Figures(coded, new RowsByDevice(index.Codes.Devices)),
            RowsOf.Locations => Figures(coded, new RowsByPlace(index.Codes.Places)),
            _ => Figures(coded, new OneRow()),
        };
    }

    /// <param name="interval">Such that the days have at most <see cref="MostSteps"/>.</param>
    public static IReadOnlyList<FigureRow> Timeline(this JourneyIndex index, Interval interval, ReportScope scope, CancellationToken cancellation = default)
    {
        using var coded = new CodedScope(scope, index, cancellation);
        return Figures(coded, new RowsByStep(Steps(scope, interval)));
    }

    public static IReadOnlyList<FunnelStep> Funnel(this JourneyIndex index, IReadOnlyList<string> steps, ReportScope scope, CancellationToken cancellation = default)
    {
        using var coded = new CodedScope(scope, index, cancellation);
        return coded.Read(() => new Funnel(coded, steps)).Rows();
    }

    public static IReadOnlyList<CreditRow> Attribution(
        this JourneyIndex index, AttributionModel model, TimeSpan lookback, ReportScope scope, CancellationToken cancellation = default)
    {
        using var coded = new CodedScope(scope, index, cancellation);
        return AttributionReport.Rows(coded, model, lookback, MostRows + 1);
    }

    /// <param name="scope">With <see cref="ReportScope.AsHosted"/>, of at most <see cref="MostSteps"/> days.</param>
    public static ConversionTracking Tracking(this JourneyIndex index, ReportScope scope, CancellationToken cancellation = default)
    {
        using var coded = new CodedScope(scope, index, cancellation);
        var days = Steps(scope, Interval.Day);
        using var tally = coded.Read(() => new ConversionTally(coded, days));
        return tally.Result(MostRows + 1);
    }

    private static IReadOnlyList<FigureRow> Figures(CodedScope scope, RowKeys keys)
    {
        using var report = scope.Read(() => new FigureReport(scope, keys));
        return report.Rows(MostRows + 1);
    }

    private static IReadOnlyList<FigureRow> Events(CodedScope scope)
    {
        using var report = scope.Read(() => new EventReport(scope));
        return report.Rows(MostRows + 1);
    }

    private static Timeline Steps(ReportScope scope, Interval interval) =>
        Reports.Timeline.Of(scope.Days, interval, MostSteps) ?? throw new ArgumentException("Too many steps.", nameof(interval));
}
