using Microsoft.Data.Sqlite;
using Orleans.Configuration;
using Scanova.Storage.Sqlite;

namespace Scanova.Tests.Storage.Sqlite;

public sealed class SqliteSnapshotTests : SnapshotStorageContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scanova-snapshots-").FullName;
    private StorageInstance? _store;

    private string ConnectionString => SqliteStorage.SnapshotConnectionString(_folder);

    protected override async Task StartStore() => _store = await StorageInstance.Start(services => services.AddSqliteStorage(_folder));

    protected override void AddStorage(ISiloBuilder silo, string provider) =>
        silo.AddAdoNetGrainStorage(provider, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = SqliteStorage.Invariant;
            options.ConnectionString = ConnectionString;
        });

    protected override async Task StopStore()
    {
        if (_store is not null) await _store.DisposeAsync();
        using (var pooled = new SqliteConnection(ConnectionString)) SqliteConnection.ClearPool(pooled);
        Directory.Delete(_folder, recursive: true);
    }
}
