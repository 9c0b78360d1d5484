using System.Runtime.Intrinsics;

namespace Scanova.Reports;

/// <summary>Numbers that are added up together, in one step and without a branch.</summary>
internal readonly struct Counts
{
    private readonly Vector256<long> _numbers;

    public Counts(int events, int scans, int conversions, int amounts) => _numbers = Vector256.Create((long)events, scans, conversions, amounts);

    private Counts(Vector256<long> numbers) => _numbers = numbers;

    /// <summary>Scans included.</summary>
    public long Events => _numbers[0];

    public long Scans => _numbers[1];

    public long Conversions => _numbers[2];

    /// <summary>Amounts of conversions and refunds.</summary>
    public long Amounts => _numbers[3];

    public static Counts operator *(Counts counts, long times) => new(counts._numbers * times);

    public static Counts operator +(Counts left, Counts right) => new(left._numbers + right._numbers);
}
