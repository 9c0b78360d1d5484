using Scanova.ClusterTests.Processes;
using Scanova.Tests.Storage;

namespace Scanova.ClusterTests;

/// <summary>Silos that come, go, die and freeze under load (contract section 6).</summary>
public sealed class SiloTests
{
    [Fact]
    public async Task A_killed_silo_loses_nothing_and_keeps_no_client_waiting()
    {
        await using var cluster = await Three();
        await using var load = cluster.Load();
        await load.Accepted(1_000);

        await cluster.Members[0].Process.Kill();
        await load.Accepted(2_000);
        await cluster.Members[0].Start();
        await load.Accepted(1_000);
        await load.Stop();

        await cluster.Verify(load.Experience);
        load.Experience.LongestRepeat.Should().BeLessThan(TimeSpan.FromSeconds(3), string.Join('\n', load.Experience.Failures));
    }

    private static async Task<Cluster> Three() => await Cluster.Start(3, await (await PostgresServer.Shared).CreateDatabase());
}
