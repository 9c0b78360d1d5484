namespace Scanova.Reports;

/// <summary>What <c>POST /analytics/ct/</c> tells: the figures, days, names and funnel of one reading (contract section 14).</summary>
/// <param name="Trend">The days on which something happened.</param>
/// <param name="Events">By number of events, descending.</param>
/// <param name="PrimaryCurrency">The currency of most conversions; null when none has an amount.</param>
[GenerateSerializer, Immutable, Alias("conversion-tracking")]
public sealed record ConversionTracking(
    [property: Id(0)] Figures Count,
    [property: Id(1)] IReadOnlyList<FigureRow> Trend,
    [property: Id(2)] IReadOnlyList<FigureRow> Events,
    [property: Id(3)] IReadOnlyList<FunnelStep> Funnel,
    [property: Id(4)] string? PrimaryCurrency)
{
    /// <summary>Conversions in a hundred sessions: other than a report's rate it can pass 100.</summary>
    public static decimal Rate(Figures figures) => Percent.Of(figures.Conversions, figures.Sessions);
}
