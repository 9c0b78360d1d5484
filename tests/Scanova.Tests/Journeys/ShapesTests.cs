using Scanova.Events;
using Scanova.Journeys;

namespace Scanova.Tests.Journeys;

public sealed class ShapesTests
{
    private readonly Shapes _shapes = new();

    [Fact]
    public void The_order_of_events_does_not_matter_their_number_does()
    {
        var shape = Of(1, 2, 1);

        Of(1, 1, 2).Should().Be(shape).And.NotBe(Shapes.None);
        Of(1, 2).Should().NotBe(shape);
        Of(1, 2, 2).Should().NotBe(shape);
        _shapes[shape].ToArray().Should().Equal(new ShapePart(Kind(1), 2), new ShapePart(Kind(2), 1));
    }

    [Fact]
    public void Every_one_of_many_is_found_again()
    {
        var events = Enumerable.Range(0, 10_000).Select(i => new[] { 1 + (i / 100), 101 + (i % 100) }).ToArray();

        var first = events.Select(Of).ToArray();

        first.Should().OnlyHaveUniqueItems();
        events.Select(Of).Should().Equal(first);
    }

    [Fact]
    public void There_are_not_more_of_them_than_fit()
    {
        for (var i = 0; i < 1 << 17; i++) Of(1 + i, 1 + i + 1).Should().NotBe(Shapes.None);

        Of(7).Should().Be(Shapes.None);
        Of(1, 2).Should().Be(1);
    }

    [Fact]
    public void A_session_of_many_events_or_kinds_has_none()
    {
        Of([.. Enumerable.Repeat(1, 255)]).Should().NotBe(Shapes.None);
        Of([.. Enumerable.Repeat(1, 256)]).Should().Be(Shapes.None);
        Of([.. Enumerable.Range(1, 16)]).Should().NotBe(Shapes.None);
        Of([.. Enumerable.Range(1, 17)]).Should().Be(Shapes.None);
    }

    private static EventKind Kind(int name) => EventKind.Of(name, EventSource.Browser, null, isBot: false, namesVisitor: true);

    private int Of(params int[] names) => _shapes.Of([.. names.Select(name => new EventHead(Kind(name), 0))]);
}
