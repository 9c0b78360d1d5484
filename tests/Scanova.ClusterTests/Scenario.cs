using Scanova.ClusterTests.Load;
using Scanova.ClusterTests.Processes;
using Scanova.Tests.Storage;

namespace Scanova.ClusterTests;

/// <summary>The beginning and the end that all scenarios share: a cluster on a fresh database, load on it, and the check of every promise.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly Traffic _traffic;

    private Scenario(Cluster cluster, TimeSpan? hurry) => (Cluster, _traffic) = (cluster, cluster.Load(hurry));

    public Cluster Cluster { get; }

    public IReadOnlyList<Member> Members => Cluster.Members;

    public Experience Experience => _traffic.Experience;

    public static async Task<Scenario> Start(int silos, TimeSpan? hurry = null)
    {
        var postgres = await PostgresServer.Shared;
        return await Start(silos, await postgres.CreateDatabase(), hurry: hurry);
    }

    public static async Task<Scenario> Start(int silos, string database, string? seenAs = null, TimeSpan? hurry = null)
    {
        var scenario = new Scenario(await Cluster.Start(silos, database, seenAs), hurry);
        try
        {
            await scenario.Accepted(1_000);
            return scenario;
        }
        catch
        {
            await scenario.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="Traffic.Accepted"/>
    public Task Accepted(int events) => _traffic.Accepted(events);

    /// <summary>Ends the load once all is acknowledged, and holds log and live state against it.</summary>
    public async Task End()
    {
        await _traffic.Stop();
        await Cluster.Verify(Experience);
    }

    public async ValueTask DisposeAsync()
    {
        await _traffic.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
