using CsCheck;
using Scanova.Attribution;
using static Scanova.Tests.Attribution.Touches;

namespace Scanova.Tests.Attribution;

public class CreditsTests
{
    public static TheoryData<AttributionModel> Models => [.. Enum.GetValues<AttributionModel>()];

    [Theory]
    [InlineData(AttributionModel.LastTouch, new[] { 0.0, 0, 0, 1 })]
    [InlineData(AttributionModel.FirstTouch, new[] { 1.0, 0, 0, 0 })]
    [InlineData(AttributionModel.Linear, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(AttributionModel.TimeDecay, new[] { 0.066666667, 0.133333333, 0.266666667, 0.533333333 })]
    [InlineData(AttributionModel.PositionBased, new[] { 0.4, 0.1, 0.1, 0.4 })]
    public void Four_weekly_touches_share_as_their_model_says(AttributionModel model, double[] shares) =>
        Shares(model, At(1, 21), At(2, 14), At(3, 7), At(4, 0)).Should().Equal(Enumerable.Range(1, 4).Zip(shares, (s, share) => (s, (decimal)share)).Where(s => s.Item2 > 0));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_single_touch_earns_all(AttributionModel model) => Shares(model, At(1, 59)).Should().Equal((1, 1m));

    [Theory]
    [MemberData(nameof(Models))]
    public void No_touch_earns_nothing(AttributionModel model) => Credits.Share(model, []).Should().BeEmpty();

    [Fact]
    public void Two_touches_share_by_position_in_halves() =>
        Shares(AttributionModel.PositionBased, At(1, 9), At(2, 1)).Should().Equal((1, 0.5m), (2, 0.5m));

    [Fact]
    public void The_last_share_takes_the_rounding() =>
        Shares(AttributionModel.Linear, At(1, 3), At(2, 2), At(3, 1)).Should().Equal((1, 0.333333333m), (2, 0.333333333m), (3, 0.333333334m));

    [Fact]
    public void A_share_that_rounds_to_nothing_is_left_out() =>
        Shares(AttributionModel.TimeDecay, At(1, 365), At(2, 0)).Should().Equal((2, 1m));

    [Fact]
    public void Weights_beyond_any_float_still_share() =>
        Shares(AttributionModel.TimeDecay, At(1, 300_000), At(2, 290_007), At(3, 290_000))
            .Should().Equal((2, 0.333333333m), (3, 0.666666667m));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_thousand_touches_sum_to_exactly_one(AttributionModel model)
    {
        foreach (var days in new[] { 0.0, 0.0001, 0.05, 3 })
        {
            var credits = Credits.Share(model, [.. Enumerable.Range(1, 1_000).Select(i => At(i, (1_000 - i) * days))]);

            credits.Sum(c => c.Share).Should().Be(1);
            credits.Should().OnlyContain(c => c.Share > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Credits_agree_with_the_plain_formula_and_sum_to_exactly_one(AttributionModel model) =>
        Cases.Where(c => c.Earning.Count > 0).Sample(c =>
        {
            var credits = Credits.Share(model, c.Earning);

            credits.Sum(credit => credit.Share).Should().Be(1);
            credits.Should().OnlyContain(credit => credit.Share > 0 && decimal.Round(credit.Share, 9) == credit.Share);
            credits.Select(credit => credit.ScanSessionId).Should().BeSubsetOf(c.Earning.Select(t => t.ScanSessionId)).And.OnlyHaveUniqueItems();
            // Half a unit of the ninth decimal each, and all of it with the last.
            for (var i = 0; i < c.Earning.Count; i++)
            {
                var share = credits.FirstOrDefault(credit => credit.ScanSessionId == c.Earning[i].ScanSessionId).Share;
                var tolerance = i == c.Earning.Count - 1 ? 0.51e-9 * c.Earning.Count : 0.51e-9;
                ((double)share).Should().BeApproximately(Exact(model, c.Earning, i), tolerance);
            }
        });

    /// <summary>The share of one touchpoint, without weights, totals and rounding.</summary>
    private static double Exact(AttributionModel model, IReadOnlyList<Touchpoint> touchpoints, int i)
    {
        var (first, last, n) = (i == 0, i == touchpoints.Count - 1, touchpoints.Count);
        return model switch
        {
            AttributionModel.FirstTouch => first ? 1 : 0,
            AttributionModel.LastTouch => last ? 1 : 0,
            AttributionModel.Linear => 1.0 / n,
            AttributionModel.TimeDecay => 1 / touchpoints.Sum(t => Math.Exp(Math.Log(2) * (t.At - touchpoints[i].At).TotalHours / (7 * 24))),
            AttributionModel.PositionBased => n <= 2 ? 1.0 / n : first || last ? 0.4 : 0.2 / (n - 2),
            _ => throw new ArgumentOutOfRangeException(nameof(model)),
        };
    }

    private static IEnumerable<(int Session, decimal Share)> Shares(AttributionModel model, params Touchpoint[] touchpoints) =>
        Credits.Share(model, touchpoints).Select(c => (Enumerable.Range(1, touchpoints.Length).Single(n => Some.Id(n) == c.ScanSessionId), c.Share));
}
