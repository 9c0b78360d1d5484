using CsCheck;
using Scanova.Journeys;

namespace Scanova.Tests.Journeys;

public sealed class EventBlocksTests
{
    private const int Owners = 3_000;
    private const int LastChunk = 1 << 16;

    [Fact]
    public void Events_stay_with_their_owners_however_often_blocks_move() =>
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var expected = Enumerable.Range(0, Owners).Select(_ => new List<int>()).ToArray();
                var blocks = new EventBlocks();
                for (var owner = 0; owner < Owners; owner++) blocks.AddOwner();

                // Some owners have far more than others, one has more than a chunk holds.
                for (var i = 0; i < 200_000; i++)
                {
                    var owner = i % 4 == 0 ? 0 : (int)(Owners * Math.Pow(random.NextDouble(), 3));
                    blocks.Append(owner, Event(i));
                    expected[owner].Add(i);
                }

                for (var owner = 0; owner < Owners; owner++)
                {
                    var block = blocks[owner];
                    block.Count.Should().Be(expected[owner].Count);
                    var chunk = blocks.ChunkOf(block);
                    Enumerable.Range(block.Start, block.Count).All(slot => Matches(chunk[slot], expected[owner][slot - block.Start])).Should().BeTrue();
                }
            },
            iter: 2);

    [Fact]
    public void Room_that_nobody_uses_stays_small()
    {
        var blocks = new EventBlocks();
        for (var owner = 0; owner < 30_000; owner++)
        {
            blocks.AddOwner();

            // As sessions do: those that began lately go on.
            for (var i = 0; i < 10 && owner - (i * 100) is >= 0 and var earlier; i++) blocks.Append(earlier, Event(i));
        }

        blocks.Live.Should().BeGreaterThan(290_000);
        (blocks.Allocated - LastChunk).Should().BeLessThan(blocks.Live + (blocks.Live / 8));
    }

    private static CodedEvent Event(int i) => new(i, new EventHead(new EventKind(i), i), i, i, i);

    private static bool Matches(CodedEvent e, int i) => (e.Time, e.Kind.Value, e.Head.Detail, e.Visitor, e.Received, e.Version) == (i, i, i, i, i, i);
}
