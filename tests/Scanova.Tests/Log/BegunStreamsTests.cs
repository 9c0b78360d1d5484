using Scanova.Log;

namespace Scanova.Tests.Log;

public sealed class BegunStreamsTests
{
    [Fact]
    public void It_knows_the_streams_that_began_last_and_takes_few_others_for_one_of_them()
    {
        var begun = new BegunStreams();
        var streams = Enumerable.Range(0, 1_000_000).Select(_ => StreamId.ScanSession(Some.SiteId, Guid.NewGuid())).ToArray();
        foreach (var stream in streams) begun.Add(stream);

        streams[^10_000..].Count(begun.MayContain).Should().BeGreaterThan(9_000);
        Enumerable.Range(0, 100_000).Count(_ => begun.MayContain(StreamId.ScanSession(Some.SiteId, Guid.NewGuid()))).Should().BeLessThan(100);
    }
}
