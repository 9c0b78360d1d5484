using CsCheck;
using Scanova.Attribution;
using static Scanova.Tests.Attribution.Touches;

namespace Scanova.Tests.Attribution;

public class TouchpointsTests
{
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(60);

    [Fact]
    public void The_window_holds_both_of_its_ends()
    {
        var tick = TimeSpan.FromTicks(1).TotalDays;
        Touchpoint[] visited = [At(1, 60), At(2, 0), At(3, 60) with { At = Conversion - Lookback - TimeSpan.FromTicks(1) }, At(4, -tick)];

        Earning(null, visited, Lookback).Should().Equal(At(1, 60), At(2, 0));
    }

    [Theory]
    [InlineData(61)]
    [InlineData(-1)]
    public void A_conversions_own_session_counts_at_the_conversion_when_it_lies_outside(int age) =>
        Earning(Some.Id(1), [At(1, age), At(2, 3)], Lookback)
            .Should().Equal(At(2, 3), At(1, 0));

    [Fact]
    public void A_conversions_own_session_keeps_its_time_inside_the_window() =>
        Earning(Some.Id(1), [At(2, 3), At(1, 5)], Lookback).Should().Equal(At(1, 5), At(2, 3));

    [Fact]
    public void At_one_moment_the_session_id_orders_as_its_text_does() =>
        Gen.Guid.Array[0, 8].Sample(ids =>
            Earning(null, [.. ids.Distinct().Select(id => new Touchpoint(id, null, Conversion))], Lookback)
                .Select(t => t.ScanSessionId.ToString()).Should().BeInAscendingOrder(StringComparer.Ordinal));

    [Fact]
    public void Any_order_of_the_sessions_gives_the_same_touchpoints() =>
        Cases.SelectMany(c => Gen.Shuffle(c.Touchpoints).Select(shuffled => (c, shuffled))).Sample(
            both => Earning(both.c.Own, both.shuffled, both.c.Lookback).Should().Equal(both.c.Earning));

    [Fact]
    public void Touchpoints_are_what_the_contract_says_in_its_own_words() =>
        Cases.Sample(c =>
        {
            var expected =
                from t in c.Touchpoints
                let age = (Conversion - t.At).Ticks
                let inside = age >= 0 && age <= c.Lookback.Ticks
                where inside || t.ScanSessionId == c.Own
                let counted = inside ? t : new Touchpoint(t.ScanSessionId, t.Qrid, Conversion)
                orderby counted.At, counted.ScanSessionId.ToString()
                select counted;
            c.Earning.Should().Equal(expected);
        });
}
