namespace Scanova.Reports;

/// <summary>What all events of a scan session add to the figures of a scope, as its shape tells. Small, for there are many.</summary>
/// <param name="Amounts">Amounts of conversions and refunds, which no shape tells.</param>
/// <param name="Naming">Events that count and name a visitor.</param>
internal readonly record struct ShapeCounts(byte Events, byte Scans, byte Conversions, byte Amounts, byte Naming)
{
    public Counts Counts => new(Events, Scans, Conversions, Amounts);
}
