using CsCheck;
using Scanova.Attribution;
using static Scanova.Tests.Attribution.Touches;

namespace Scanova.Tests.Attribution;

public class ExplanationTests
{
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(60);

    [Fact]
    public void Every_session_is_told_in_or_out_and_why()
    {
        var explained = Explanation.Of(Conversion, Some.Id(4), [At(4, -2), At(1, 61), At(2, 7), At(3, -1)], Lookback);

        explained.Select(t => (t.ScanSessionId, t.At, t.Standing)).Should().Equal(
            (Some.Id(1), Conversion.AddDays(-61), Standing.TooOld),
            (Some.Id(2), Conversion.AddDays(-7), Standing.InWindow),
            (Some.Id(3), Conversion.AddDays(1), Standing.AfterConversion),
            (Some.Id(4), Conversion.AddDays(2), Standing.OwnSession));
    }

    [Fact]
    public void Weight_and_credit_are_told_for_each_model()
    {
        var explained = Explanation.Of(Conversion, Some.Id(2), [At(1, 7), At(2, 70)], Lookback);

        // The second, too old but the conversion's own, comes last and weighs as if it were touched at the conversion.
        explained.Single(t => t.ScanSessionId == Some.Id(1)).Models.Should().Equal(
            new ExplainedCredit(AttributionModel.LastTouch, 0, 0),
            new ExplainedCredit(AttributionModel.FirstTouch, 1, 1),
            new ExplainedCredit(AttributionModel.Linear, 1, 0.5m),
            new ExplainedCredit(AttributionModel.TimeDecay, 0.5, 0.333333333m),
            new ExplainedCredit(AttributionModel.PositionBased, 0.5, 0.5m));
        explained.Single(t => t.ScanSessionId == Some.Id(2)).Models.Single(c => c.Model == AttributionModel.TimeDecay)
            .Should().Be(new ExplainedCredit(AttributionModel.TimeDecay, 1, 0.666666667m));
    }

    [Fact]
    public void A_session_that_is_out_has_no_weight_and_no_credit() =>
        Explanation.Of(Conversion, null, [At(1, 61)], Lookback).Single().Models.Should().BeEmpty();

    [Fact]
    public void The_explanation_never_disagrees_with_the_credit() =>
        Cases.Sample(c =>
        {
            var explained = Explanation.Of(Conversion, c.Own, c.Touchpoints, c.Lookback);

            explained.Should().HaveSameCount(c.Touchpoints);
            explained.Where(t => t.Standing is Standing.InWindow or Standing.OwnSession).Select(t => t.ScanSessionId)
                .Should().BeEquivalentTo(c.Earning.Select(t => t.ScanSessionId));
            foreach (var model in Enum.GetValues<AttributionModel>())
            {
                explained.SelectMany(t => t.Models.Where(m => m.Model == model && m.Share > 0).Select(m => (t.ScanSessionId, m.Share)))
                    .Should().BeEquivalentTo(Credits.Share(model, c.Earning).Select(credit => (credit.ScanSessionId, credit.Share)));
            }
        });
}
