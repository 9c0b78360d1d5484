using Scanova.ClusterTests.Load;
using Scanova.ClusterTests.Processes;
using Scanova.ClusterTests.Promises;
using Scanova.Tests.Storage;

namespace Scanova.ClusterTests;

/// <summary>The same ids at the same moment on two silos (contract section 6).</summary>
public sealed class RaceTests
{
    private const int Rounds = 40;
    private const int Racers = 16;

    [Fact]
    public async Task Two_silos_make_one_original_of_an_id_in_one_session_and_in_many()
    {
        var postgres = await PostgresServer.Shared;
        await using var cluster = await Cluster.Start(2, await postgres.CreateDatabase());
        using var door = cluster.Door();
        var experience = new Experience();

        for (var round = 0; round < Rounds; round++)
        {
            var (one, many) = (NewSession(), Enumerable.Range(0, Racers).Select(_ => NewSession()).ToList());
            var inOne = cluster.Ledger.Open(one, 5);
            var first = cluster.Ledger.Open(many[0], 7);
            await Task.WhenAll(
                [
                    .. Enumerable.Range(0, Racers).Select(_ => Send([inOne])),
                    .. many.Skip(1).Select(session => Send([cluster.Ledger.OpenAgain(first, session)])),
                    Send([first]),
                    Send([cluster.Ledger.OpenAgain(first, one), inOne]),
                ]);
        }

        cluster.Ledger.Entries.GroupBy(e => e.EventId).Should().OnlyContain(e => e.Sum(x => x.Originals) == 1, "one answer for an id says that it is no duplicate");
        await cluster.Verify(experience);

        async Task Send(IReadOnlyList<Ledger.Entry> entries)
        {
            var body = new Body(cluster.SiteId, entries);
            var answer = await door.Send(HttpMethod.Post, body.Route, body.Content, body.Sent, TimeSpan.FromSeconds(20));
            answer!.Status.Should().Be(200, answer.Text);
            body.Accepted(answer.Text).Should().BeTrue(answer.Text);
        }
    }

    private static Session NewSession() => new(Guid.NewGuid(), Guid.NewGuid());
}
