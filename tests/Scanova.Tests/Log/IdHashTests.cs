using Scanova.Events;

namespace Scanova.Tests.Log;

public sealed class IdHashTests
{
    /// <summary>As .NET has it, all these have one.</summary>
    private static readonly Guid[] Chosen = [.. Enumerable.Range(0, 10_000).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, .. BitConverter.GetBytes(i)]))];

    [Fact]
    public void Nobody_chooses_ids_of_one_hash_code()
    {
        Chosen.Select(id => id.GetHashCode()).Distinct().Should().ContainSingle();

        Chosen.Select(IdHash.Of).Distinct().Should().HaveCountGreaterThan(9_900);
        Chosen.Distinct(IdHash.Comparer).Should().HaveCount(Chosen.Length);
    }

    [Fact]
    public void Nor_streams() => Chosen.Select(id => StreamId.ScanSession("shop", id).GetHashCode()).Distinct().Should().HaveCountGreaterThan(9_900);

    [Fact]
    public void Equal_ids_and_streams_have_the_same()
    {
        var id = Guid.NewGuid();

        IdHash.Of(new Guid(id.ToByteArray())).Should().Be(IdHash.Of(id));
        StreamId.Visitor("shop", new Guid(id.ToByteArray())).GetHashCode().Should().Be(StreamId.Visitor("shop", id).GetHashCode());
        StreamId.Visitor("shop", id).GetHashCode().Should().NotBe(StreamId.ScanSession("shop", id).GetHashCode());
    }
}
