using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Scanova.ClusterTests.Load;
using Scanova.ClusterTests.Promises;

namespace Scanova.ClusterTests.Processes;

/// <summary>Silos of one cluster as processes on loopback, over a PostgreSQL database, with a site and its key.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string AdminKey = "admin-key-of-a-test";

    /// <summary>Twice the times of the defaults: on starved processors those evict healthy silos.</summary>
    private static readonly Dictionary<string, string> SlowMachine = new()
    {
        ["Scanova__Cluster__ProbeTimeoutSeconds"] = "2",
        ["Scanova__Cluster__MinProbeTimeoutSeconds"] = "1",
        ["Scanova__Cluster__MaxProbeTimeoutSeconds"] = "4",
        ["Scanova__Cluster__TableRefreshTimeoutSeconds"] = "20",
        ["Scanova__Cluster__IAmAliveTablePublishTimeoutSeconds"] = "10",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scanova-cluster-");
    private ImmutableList<Member> _members = [];
    private readonly Dictionary<string, string> _settings;
    private readonly string _database;

    private Cluster(string database, string seenAs)
    {
        _database = database;
        _settings = new(SlowMachine)
        {
            ["ConnectionStrings__Scanova"] = seenAs,
            ["Scanova__AdminKey"] = AdminKey,
            ["Scanova__Cluster__AdvertisedIP"] = "127.0.0.1",
            // The door here asks no silo whether it is ready; it learns from each answer that its connection ends.
            ["Scanova__DrainSeconds"] = "1",
            ["Scanova__RateLimits__BrowserPerMinute"] = "0",
            ["Scanova__RateLimits__ServerPerMinute"] = "0",
        };
    }

    public IReadOnlyList<Member> Members => _members;

    public Ledger Ledger { get; } = new();

    public string SiteId { get; private set; } = "";

    public string ApiKey { get; private set; } = "";

    /// <param name="database">A connection string to an empty database.</param>
    /// <param name="seenAs">The one the silos get, when something stands between them and the database.</param>
    public static async Task<Cluster> Start(int silos, string database, string? seenAs = null)
    {
        var cluster = new Cluster(database, seenAs ?? database);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.Add()));
            await cluster.MakeSite();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo and waits until it is ready.</summary>
    public async Task<Member> Add()
    {
        var member = new Member(_folder.FullName, _settings);
        try
        {
            await member.Start();
        }
        catch
        {
            await member.DisposeAsync();
            throw;
        }

        ImmutableInterlocked.Update(ref _members, members => members.Add(member));
        return member;
    }

    /// <summary>Takes a silo out of the cluster for good.</summary>
    public async Task Remove(Member member)
    {
        await member.Stop();
        ImmutableInterlocked.Update(ref _members, members => members.Remove(member));
        await member.DisposeAsync();
    }

    /// <summary>Clients before a door that knows every silo, whether it runs or not.</summary>
    /// <param name="hurry">As <see cref="Traffic.Start"/> has it.</param>
    public Traffic Load(TimeSpan? hurry = null) => Traffic.Start(Ledger, Door(), SiteId, hurry: hurry);

    public Door Door() => new(ApiKey, () => [.. _members.Select(m => m.Address)]);

    /// <summary>Every promise, held against the log and the live state on each silo.</summary>
    public async Task Verify(Experience experience)
    {
        experience.Missed.Should().BeEmpty("a lookup shows what was answered before it");

        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        var rows = await StoredRow.Read(connection, SiteId);
        LogCheck.Verify(Ledger, rows);
        foreach (var member in _members)
        {
            using var silo = new HttpClient { BaseAddress = member.Address };
            silo.DefaultRequestHeaders.Add("X-API-Key", ApiKey);
            await LiveStateCheck.Verify(silo, rows);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members) await member.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MakeSite()
    {
        using var admin = new HttpClient { BaseAddress = _members[0].Address };
        admin.DefaultRequestHeaders.Add("X-Admin-Key", AdminKey);
        var site = await Made(admin, "/admin/sites", new { name = "Shop", allowed_domains = new[] { "shop.example" } });
        SiteId = site.GetProperty("site_id").GetString()!;
        var key = await Made(admin, $"/admin/sites/{SiteId}/keys", new { name = "Backend" });
        ApiKey = key.GetProperty("api_key").GetString()!;
    }

    private static async Task<JsonElement> Made(HttpClient admin, string path, object body)
    {
        using var answer = await admin.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
