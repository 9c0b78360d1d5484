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

    /// <summary>Ids that have one hash code as .NET makes it would all want the same place; this takes a minute then.</summary>
    [Fact]
    public void Who_chooses_ids_does_not_choose_their_places()
    {
        var ids = new Ids();
        var chosen = Enumerable.Range(0, 200_000).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, .. BitConverter.GetBytes(i)])).ToArray();
        chosen.Select(id => id.GetHashCode()).Distinct().Should().ContainSingle();

        chosen.Select(ids.Number).Should().Equal(Enumerable.Range(1, chosen.Length));
    }
}
