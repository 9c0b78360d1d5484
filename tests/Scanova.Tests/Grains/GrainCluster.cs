using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using Scanova.Log;
using Scanova.Sessions;
using Scanova.Storage;
using Scanova.Storage.Sqlite;
using Scanova.Visitors;

namespace Scanova.Tests.Grains;

/// <summary>One silo over a real embedded store in a folder of its own, whose log can be told to fail.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scanova-grains-").FullName;
    private InProcessTestCluster? _cluster;
    private ServiceProvider? _storage;

    public FailingLog Log { get; private set; } = null!;

    public IEventReader Reader => _storage!.GetRequiredService<IEventReader>();

    private IGrainFactory Grains => _cluster!.Client;

    public IScanSessionGrain Session(int id) => Grains.GetGrain<IScanSessionGrain>(Some.Id(id), Some.SiteId);

    public IVisitorGrain Visitor(int id) => Grains.GetGrain<IVisitorGrain>(Some.Id(id), Some.SiteId);

    /// <summary>Ends every idle activation, as time would.</summary>
    public Task Deactivate() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async Task InitializeAsync()
    {
        _storage = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSqliteStorage(_folder).BuildServiceProvider();
        await _storage.GetRequiredService<IStore>().Start(CancellationToken.None);
        Log = new FailingLog(_storage.GetRequiredService<IEventLog>());

        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IEventLog>(Log);
            silo.Services.AddSingleton(Reader);
            silo.Services.AddSingleton<BegunStreams>();
            silo.Services.AddSingleton<StreamServices>();
            silo.UseSystemTextJsonGrainStorageSerializer();
            silo.AddAdoNetGrainStorage(StreamSnapshots.ProviderName, (AdoNetGrainStorageOptions o) =>
            {
                o.Invariant = SqliteStorage.Invariant;
                o.ConnectionString = SqliteStorage.SnapshotConnectionString(_folder);
            });
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Runs SQL on the snapshots' database.</summary>
    public long OnSnapshots(string sql) => Scalar(SqliteStorage.SnapshotConnectionString(_folder), sql);

    /// <summary>Runs SQL on the event database.</summary>
    public long OnEvents(string sql) => Scalar($"Data Source={Path.Combine(_folder, "scanova.db")}", sql);

    public async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        if (_storage is not null)
        {
            await _storage.GetRequiredService<IStore>().Stop(CancellationToken.None);
            await _storage.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static long Scalar(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
