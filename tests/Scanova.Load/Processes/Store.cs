using Npgsql;
using Scanova.Load.Filling;
using Scanova.Log;

namespace Scanova.Load.Processes;

/// <summary>Where the service under test keeps its events: fresh, and thrown away afterwards unless a folder to keep it in is given.</summary>
internal abstract class Store : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>What tells the server of it (contract section 12).</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The store's own processes; none when it lives in the server's.</summary>
    public abstract IReadOnlyList<int> ProcessIds { get; }

    public abstract Task<long> BytesOnDisk();

    /// <summary>Adds the rows in bulk, while no service runs on the store.</summary>
    public abstract Task Fill(IEnumerable<StoredEvent> rows);

    public abstract ValueTask DisposeAsync();

    public static async Task<Store> Fresh(Workplace workplace, Options options) => options.Store switch
    {
        "embedded" => new EmbeddedStore(options.Folder is { } folder ? Path.Combine(folder, "data") : workplace.PathOf("data")),
        "postgres" => await PostgresStore.Start(workplace, options.PostgresSettings, options.Folder),
        _ => throw new UsageException($"No store is called {options.Store}: embedded or postgres."),
    };
}

internal sealed class EmbeddedStore(string folder) : Store
{
    public override string Name => "embedded";

    public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Scanova__DataPath"] = folder };

    public override IReadOnlyList<int> ProcessIds => [];

    public override Task<long> BytesOnDisk() =>
        Task.FromResult(new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));

    public override Task Fill(IEnumerable<StoredEvent> rows) => Task.Run(() => SqliteFill.Run(folder, rows));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class PostgresStore : Store
{
    private readonly PostgresServer _server;
    private readonly NpgsqlDataSource _database;

    private PostgresStore(PostgresServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
        _database = NpgsqlDataSource.Create(connectionString);
        Settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Scanova"] = connectionString,
            ["Scanova__Cluster__SiloPort"] = $"{FreePort.Take()}",
            ["Scanova__Cluster__GatewayPort"] = $"{FreePort.Take()}",
            ["Scanova__Cluster__AdvertisedIP"] = "127.0.0.1",
        };
    }

    public override string Name => "postgres";

    public string ConnectionString { get; }

    public override IReadOnlyDictionary<string, string> Settings { get; }

    public override IReadOnlyList<int> ProcessIds => [_server.ProcessId];

    public static async Task<PostgresStore> Start(Workplace workplace, IEnumerable<string> settings, string? keptIn = null)
    {
        var server = await PostgresServer.Start(workplace, settings, keptIn);
        return new PostgresStore(server, await server.CreateDatabase("scanova"));
    }

    public override async Task<long> BytesOnDisk()
    {
        await using var size = _database.CreateCommand("SELECT pg_database_size(current_database())");
        return (long)(await size.ExecuteScalarAsync())!;
    }

    public override Task Fill(IEnumerable<StoredEvent> rows) => Task.Run(() => PostgresFill.Run(ConnectionString, rows));

    public override async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }
}
