using CsCheck;
using Scanova.Log;

namespace Scanova.Tests.Storage;

/// <summary>
/// Contract section 6 as a property: whatever grains do at once, each event id that has rows has exactly one original. The
/// writers here are deliberately bad grains: several own the same stream and remember nothing of each other.
/// </summary>
public abstract class OriginalsContract(StorageFixture storage)
{
    private const int Ids = 6;
    private const int Streams = 3;

    /// <summary>What one writer sends: a stream, and the ids of its events.</summary>
    private static readonly Gen<(int Stream, int[] Ids)[]> Work =
        Gen.Select(Gen.Int[0, Streams - 1], Gen.Int[0, Ids - 1].Array[1, 4]).Array[1, 12];

    [Fact]
    public async Task Every_id_that_has_rows_has_exactly_one_original() => await Work.SampleAsync(
        async work =>
        {
            var site = Some.Site();
            var ids = Enumerable.Range(0, Ids).Select(_ => Guid.NewGuid()).ToArray();
            var streams = Enumerable.Range(0, Streams).Select(_ => Some.Session(site)).ToArray();

            await Task.WhenAll(work.Select(w => Task.Run(() => AppendUntilStored(streams[w.Stream], w.Ids.Select(i => ids[i])))));

            var rows = new List<StoredEvent>();
            foreach (var stream in streams) rows.AddRange(await storage.Log.Load(stream, 0, 1_000, CancellationToken.None));
            rows.Should().HaveCount(work.Sum(w => w.Ids.Length), "each event sent is a row of its own");
            rows.GroupBy(row => row.Event.EventId).Should().OnlyContain(id => id.Count(row => !row.IsDuplicate) == 1);
            foreach (var stream in rows.GroupBy(row => row.Stream))
            {
                stream.Select(row => row.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v));
            }
        },
        iter: 60,
        threads: 2);

    private async Task AppendUntilStored(StreamId stream, IEnumerable<Guid> eventIds)
    {
        var events = eventIds.Select(id => Some.Event(stream, id)).ToArray();
        var taken = new HashSet<Guid>();
        var version = 0L;
        while (true)
        {
            var seen = new HashSet<Guid>(taken);
            var append = Some.Append(stream, version, events);
            append = append with { Rows = [.. append.Rows.Select(row => row with { IsDuplicate = !seen.Add(row.Event.EventId) })] };
            switch (await storage.Log.Append(append, CancellationToken.None))
            {
                case Stored:
                    return;
                case Claimed claimed:
                    claimed.EventIds.Should().NotBeEmpty().And.NotIntersectWith(taken, "a known id is not claimed again");
                    taken.UnionWith(claimed.EventIds);
                    break;
                default:
                    version = await storage.Log.HeadVersion(stream, CancellationToken.None);
                    break;
            }
        }
    }
}
