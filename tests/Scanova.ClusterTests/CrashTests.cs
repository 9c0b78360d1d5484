using Microsoft.Data.Sqlite;
using Scanova.ClusterTests.Load;
using Scanova.ClusterTests.Processes;
using Scanova.ClusterTests.Promises;

namespace Scanova.ClusterTests;

/// <summary>The embedded store under crashes and stops: one folder, many lives (contract section 6).</summary>
public sealed class CrashTests : IDisposable
{
    private const int Clients = 48;

    private static readonly Dictionary<string, string> Unlimited = new()
    {
        ["Scanova__RateLimits__BrowserPerMinute"] = "0",
        ["Scanova__RateLimits__ServerPerMinute"] = "0",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scanova-crash-");
    private readonly Ledger _ledger = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Twenty_kills_at_random_moments_lose_nothing_and_double_nothing()
    {
        var random = new Random(20);
        await using var server = await Started();
        await using var load = Load(server);

        for (var life = 0; life < 20; life++)
        {
            await load.Accepted(random.Next(1, 400));
            await server.Process.Kill();
            await server.Start();
        }

        await load.Accepted(200);
        await load.Stop();
        await Verify(server, load.Experience);
    }

    [Fact]
    public async Task SIGTERM_under_load_stores_what_was_accepted_and_exits_with_0()
    {
        var random = new Random(5);
        await using var server = await Started();
        await using var load = Load(server);

        for (var life = 0; life < 5; life++)
        {
            await load.Accepted(random.Next(1, 400));
            await server.Restart();
        }

        await load.Accepted(200);
        await load.Stop();
        load.Experience.Failures.Should().OnlyContain(f => f == "no answer", "a server that stops answers what it took, or takes nothing");
        await Verify(server, load.Experience);
    }

    private async Task<Member> Started()
    {
        var server = new Member(_folder.FullName, Unlimited);
        await server.Start();
        return server;
    }

    private Traffic Load(Member server)
    {
        var kept = KeptCredentials.Read(_folder.FullName);
        return Traffic.Start(_ledger, new Door(kept.ApiKey, () => [server.Address]), kept.SiteId, Clients);
    }

    private async Task Verify(Member server, Experience experience)
    {
        experience.Missed.Should().BeEmpty("a lookup shows what was answered before it");
        var kept = KeptCredentials.Read(_folder.FullName);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "data", "scanova.db")};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        var rows = await StoredRow.Read(connection, kept.SiteId);
        LogCheck.Verify(_ledger, rows);
        using var silo = new HttpClient { BaseAddress = server.Address };
        silo.DefaultRequestHeaders.Add("X-API-Key", kept.ApiKey);
        await LiveStateCheck.Verify(silo, rows);
    }
}
