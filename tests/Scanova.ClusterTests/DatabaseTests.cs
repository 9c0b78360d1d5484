using System.Text.RegularExpressions;
using Npgsql;
using Scanova.ClusterTests.Processes;
using Scanova.Tests.Storage;

namespace Scanova.ClusterTests;

/// <summary>A database that crashes, and connections that break at the worst moment (contract sections 5 and 6).</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task A_crashed_database_costs_only_repeats()
    {
        await using var postgres = await PostgresServer.Create();
        await using var scenario = await Scenario.Start(silos: 2, await postgres.CreateDatabase());

        await postgres.Stop(immediate: true);
        await postgres.Start();
        await scenario.Accepted(2_000);

        await scenario.End();
        scenario.Members.Should().OnlyContain(m => !m.Process.HasExited, "silos outlive their database");
        scenario.Experience.Failures.Where(f => !f.StartsWith("503") && !IsPartOfABatch(f)).Should().BeEmpty();
    }

    /// <summary>A batch of which some events were stored answers 200 and says 503 of the others (contract section 5).</summary>
    private static bool IsPartOfABatch(string failure) =>
        failure.StartsWith("200") && Regex.Matches(failure, "\"code\":(\\d+)") is { Count: > 0 } codes && codes.All(c => c.Groups[1].Value == "503");

    [Fact]
    public async Task Connections_cut_at_the_commit_are_nobodys_business()
    {
        var postgres = await PostgresServer.Shared;
        var database = await postgres.CreateDatabase();
        await using var proxy = new TcpProxy(postgres.Port);
        var throughProxy = new NpgsqlConnectionStringBuilder(database)
        {
            Port = proxy.Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        await using var scenario = await Scenario.Start(silos: 2, database, seenAs: throughProxy.ConnectionString);

        for (var i = 0; i < 20; i++)
        {
            await proxy.Cut(Moment.AfterCommit);
            await scenario.Accepted(50);
            await proxy.Cut(Moment.BeforeCommit);
            await scenario.Accepted(50);
        }

        await scenario.End();
        scenario.Experience.Failures.Should().BeEmpty();
    }
}
