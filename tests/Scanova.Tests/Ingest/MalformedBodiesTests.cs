using Scanova.Server.Ingest.Judging;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Tests.Ingest;

public sealed class MalformedBodiesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_comes_is_refused_or_accepted_and_never_fails(int seed)
    {
        var bodies = new MalformedBodies(seed, Some.SiteId);
        var refused = 0;
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var (body, isBatch) = bodies.Next();
            foreach (var isValid in isBatch ? Batch(body) : [One(body)])
            {
                if (isValid) accepted++;
                else refused++;
            }
        }

        refused.Should().BeGreaterThan(10_000);
        accepted.Should().BeGreaterThan(1_000, "the generator must also reach what lies behind the syntax");
    }

    private static bool One(byte[] body)
    {
        if (WireReader.ReadOne(body, out var wire) is not null) return false;
        return BrowserFields.Absent(wire!) is null && Judge(wire!);
    }

    private static List<bool> Batch(byte[] body)
    {
        var items = new List<WireItem>();
        if (WireReader.ReadBatch(body, items) is not null) return [false];
        return items.ConvertAll(i => body[i.Start] == '{' && Judge(WireReader.Read(body.AsSpan(i.Start, i.Length))));
    }

    private static bool Judge(WireEvent wire)
    {
        var browser = BrowserFields.Judge(wire, new FieldCheck(null), Some.Noon);
        var server = ServerFields.Judge(wire, new FieldCheck(0), Some.Noon);
        foreach (var judged in new[] { browser, server })
        {
            (judged.Event is null).Should().Be(judged.Problem is { Status: 422 });
        }

        return browser.Event is not null || server.Event is not null;
    }
}
