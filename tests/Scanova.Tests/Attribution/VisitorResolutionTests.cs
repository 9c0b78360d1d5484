using CsCheck;
using Scanova.Attribution;
using Scanova.Log;

namespace Scanova.Tests.Attribution;

public class VisitorResolutionTests
{
    private static readonly Guid Ada = Some.Id(101);
    private static readonly Guid Bob = Some.Id(102);

    [Fact]
    public void A_session_that_names_nobody_is_nobodys() => new VisitorResolution().VisitorAt(Some.Noon).Should().BeNull();

    [Fact]
    public void The_latest_event_not_after_it_decides()
    {
        var visitors = Of((At(1, 1), Ada), (At(5, 2), Bob));

        visitors.VisitorAt(Second(4)).Should().Be(Ada);
        visitors.VisitorAt(Second(5)).Should().Be(Bob);
        visitors.VisitorAt(Second(900)).Should().Be(Bob);
    }

    [Fact]
    public void Before_the_first_named_event_the_earliest_decides() =>
        Of((At(5, 2), Bob), (At(3, 1), Ada)).VisitorAt(Second(0)).Should().Be(Ada);

    [Fact]
    public void At_one_moment_the_one_received_and_then_stored_last_decides()
    {
        Of((At(1, version: 2, received: 3), Ada), (At(1, version: 1, received: 9), Bob)).VisitorAt(Second(1)).Should().Be(Bob);
        Of((At(1, version: 2), Bob), (At(1, version: 1), Ada)).VisitorAt(Second(1)).Should().Be(Bob);
    }

    [Fact]
    public void At_one_moment_after_it_the_one_received_and_then_stored_first_decides() =>
        Of((At(1, version: 2), Bob), (At(1, version: 1), Ada)).VisitorAt(Second(0)).Should().Be(Ada);

    [Fact]
    public void It_is_what_the_contract_says_in_its_own_words_in_any_order_of_arrival()
    {
        var entries = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[1, 3]).Array[0, 10].Select(rows =>
            rows.Select((r, i) => (At: At(r.Item1, i + 1, r.Item2), Visitor: Some.Id(100 + r.Item3))).ToArray());
        Gen.Select(entries.SelectMany(Gen.Shuffle), Gen.Int[-1, 7].Select(Second)).Sample((named, time) =>
        {
            var journey = named.OrderBy(e => e.At.EventTime).ThenBy(e => e.At.ReceivedAt).ThenBy(e => e.At.Version).ToList();
            var before = journey.Where(e => e.At.EventTime <= time).ToList();
            Guid? expected = journey.Count == 0 ? null : (before.Count > 0 ? before[^1] : journey[0]).Visitor;

            Of(named).VisitorAt(time).Should().Be(expected);
        });
    }

    private static VisitorResolution Of(params (Position At, Guid Visitor)[] named)
    {
        var visitors = new VisitorResolution();
        foreach (var (at, visitor) in named) visitors.Add(at, visitor);
        return visitors;
    }

    private static Position At(int second, long version, int received = 0) => new(Second(second), Second(received), version);

    private static DateTime Second(int n) => Some.Noon.AddSeconds(n);
}
