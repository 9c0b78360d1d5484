using Scanova.Journeys;

namespace Scanova.Tests.Journeys;

public sealed class SeenPositionsTests
{
    [Fact]
    public void A_row_is_new_once()
    {
        var seen = new SeenPositions();

        seen.Add(100).Should().BeTrue();
        seen.Add(99).Should().BeTrue();
        seen.Add(100).Should().BeFalse();
        seen.Add(long.MaxValue).Should().BeTrue();
    }

    [Fact]
    public void What_is_settled_is_never_new_and_the_rest_is_remembered()
    {
        var seen = new SeenPositions();
        for (var position = 1; position <= 1_000; position += 2) seen.Add(position);

        seen.Forget(500);

        seen.Add(2).Should().BeFalse();
        seen.Add(500).Should().BeFalse();
        seen.Add(501).Should().BeFalse();
        seen.Add(502).Should().BeTrue();
        seen.Add(999).Should().BeFalse();
        seen.Add(1_001).Should().BeTrue();
    }
}
