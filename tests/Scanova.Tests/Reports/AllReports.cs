using Scanova.Attribution;
using Scanova.Journeys;
using Scanova.Reports;

namespace Scanova.Tests.Reports;

/// <summary>Everything that an index can tell about a scope.</summary>
internal sealed record AllReports(
    IReadOnlyList<IReadOnlyList<FigureRow>> Figures, IReadOnlyList<FunnelStep> Funnel, IReadOnlyList<IReadOnlyList<CreditRow>> Credits, ConversionTracking Tracking)
{
    public static AllReports Of(JourneyIndex index, ReportScope scope) => new(
        [
            .. Enum.GetValues<RowsOf>().Select(rows => index.Figures(rows, scope)),
            .. Enum.GetValues<Interval>().Select(interval => index.Timeline(interval, scope)),
        ],
        index.Funnel(["scan", "page_view", "purchase"], scope),
        [.. Enum.GetValues<AttributionModel>().Select(model => index.Attribution(model, TimeSpan.FromDays(2), scope))],
        index.Tracking(scope with { AsHosted = true }));
}
