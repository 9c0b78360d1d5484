using CsCheck;
using Scanova.Attribution;

namespace Scanova.Tests.Attribution;

/// <summary>Conversions and the scan sessions around them.</summary>
internal static class Touches
{
    public static readonly DateTime Conversion = Some.Noon;

    public static Touchpoint At(int session, double days) => new(Some.Id(session), $"Q{session:X16}", Conversion.AddDays(-days));

    /// <summary>Distinct sessions from 100 days before the conversion to 10 after it, some at one moment, in any order.</summary>
    public static readonly Gen<Case> Cases =
        Gen.OneOf(Gen.Int[-10, 100].Select(d => (double)d), Gen.Double[-10, 100], Gen.OneOfConst(0.0, 60.0)).Array[0, 12].SelectMany(ages =>
            Gen.Select(
                Gen.Shuffle(ages.Select((days, i) => At(i + 1, days)).ToArray()),
                Gen.Int[0, ages.Length],
                Gen.OneOfConst(1, 7, 30, 60),
                (touchpoints, own, lookback) => new Case(touchpoints, own == 0 ? null : Some.Id(own), TimeSpan.FromDays(lookback))));

    /// <param name="visited">In any order.</param>
    public static IReadOnlyList<Touchpoint> Earning(Guid? own, Touchpoint[] visited, TimeSpan lookback) => Touchpoints.Of(
        Conversion, visited.Where(t => t.ScanSessionId == own).Select(t => (Touchpoint?)t).FirstOrDefault(), Touchpoints.InOrder(visited), lookback);

    public sealed record Case(Touchpoint[] Touchpoints, Guid? Own, TimeSpan Lookback)
    {
        public IReadOnlyList<Touchpoint> Earning => Touches.Earning(Own, Touchpoints, Lookback);
    }
}
