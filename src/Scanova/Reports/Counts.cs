using System.Runtime.Intrinsics;

namespace Scanova.Reports;

/// <summary>What some events of one journey add to the figures: numbers that are added up together, in one step and without a branch.</summary>
internal readonly struct Counts
{
    private readonly Vector256<int> _numbers;

    /// <param name="events">Scans included.</param>
    /// <param name="amounts">Amounts of conversions and refunds.</param>
    /// <param name="naming">Events that name a visitor.</param>
    public Counts(int events, int scans, int conversions, int amounts, int naming) =>
        _numbers = Vector256.Create(events, scans, conversions, amounts, naming, 0, 0, 0);

    private Counts(Vector256<int> numbers) => _numbers = numbers;

    public int Events => _numbers[0];

    public int Scans => _numbers[1];

    public int Conversions => _numbers[2];

    public int Amounts => _numbers[3];

    public int Naming => _numbers[4];

    public static Counts operator +(Counts left, Counts right) => new(left._numbers + right._numbers);

    public static Counts operator *(Counts counts, int times) => new(counts._numbers * times);
}
