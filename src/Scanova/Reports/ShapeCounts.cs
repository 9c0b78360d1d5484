namespace Scanova.Reports;

/// <summary>What all events of a scan session add to the figures of a scope, as its shape tells: <see cref="Counts"/> made small, for there are many.</summary>
internal readonly record struct ShapeCounts(byte Events, byte Scans, byte Conversions, byte Amounts, byte Naming)
{
    public static ShapeCounts Of(Counts c) => new((byte)c.Events, (byte)c.Scans, (byte)c.Conversions, (byte)c.Amounts, (byte)c.Naming);
}
