using Scanova.Reports;

namespace Scanova.Tests.Reports;

public sealed class VisitorSetsTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(1_000_000)]
    public void Different_visitors_of_a_row_count_once_also_across_two(int mostRows)
    {
        using var one = new VisitorSets(mostRows, lastVisitor: 10_000);
        using var other = new VisitorSets(mostRows, lastVisitor: 10_000);
        foreach (var sets in new[] { one, other })
        {
            sets.Begin(0);
            sets.Begin(1);
        }

        foreach (var visitor in new[] { 1, 63, 64, 10_000, 64 }) one.Add(1, visitor);
        foreach (var visitor in new[] { 64, 65 }) other.Add(0, visitor);
        one.Add(1, other, 0);

        one.Count(0).Should().Be(0);
        one.Count(1).Should().Be(5);
    }
}
