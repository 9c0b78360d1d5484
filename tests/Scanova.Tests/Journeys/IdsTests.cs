using Scanova.Journeys;

namespace Scanova.Tests.Journeys;

public sealed class IdsTests
{
    [Fact]
    public void Each_id_has_a_number_of_its_own_and_keeps_it()
    {
        var ids = new Ids();
        var given = Enumerable.Range(0, 100_000).Select(_ => Guid.NewGuid()).ToArray();

        given.Select(ids.Number).Should().Equal(Enumerable.Range(1, given.Length));

        given.Select(ids.Number).Should().Equal(Enumerable.Range(1, given.Length));
        given.Select(ids.Find).Should().Equal(Enumerable.Range(1, given.Length));
        ids.Find(Guid.NewGuid()).Should().Be(0);
        ids.Last.Should().Be(given.Length);
        ids[5].Should().Be(given[4]);
    }
}
