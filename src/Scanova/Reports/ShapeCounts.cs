namespace Scanova.Reports;

/// <summary>
/// What all events of a scan session add to the figures of a scope, as its shape tells: <see cref="Counts"/> made small, for
/// there are many, and in one number, so that it stays in a register.
/// </summary>
internal readonly struct ShapeCounts
{
    private const int Scan = 8;
    private const int Conversion = 16;
    private const int Amount = 24;
    private const int Name = 32;

    private readonly ulong _bytes;

    private ShapeCounts(ulong bytes) => _bytes = bytes;

    public int Events => (byte)_bytes;

    public int Scans => (byte)(_bytes >> Scan);

    public int Conversions => (byte)(_bytes >> Conversion);

    public int Amounts => (byte)(_bytes >> Amount);

    public int Naming => (byte)(_bytes >> Name);

    public static ShapeCounts Of(Counts c) =>
        new((byte)c.Events | ((ulong)(byte)c.Scans << Scan) | ((ulong)(byte)c.Conversions << Conversion) | ((ulong)(byte)c.Amounts << Amount) | ((ulong)(byte)c.Naming << Name));
}
