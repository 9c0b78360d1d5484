using System.Data.Common;
using Microsoft.Data.Sqlite;
using Scanova.Storage.Sqlite;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>SQLite in a temporary data folder.</summary>
public sealed class SqliteStorageFixture : StorageFixture
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"scanova-sqlite-{Guid.NewGuid():N}");

    /// <summary>The data folder of <see cref="StorageFixture.Log"/>.</summary>
    public string Folder => Path.Combine(_root, "1");

    private int _instances;

    public override Task<StorageInstance> StartNew()
    {
        var folder = Path.Combine(_root, $"{Interlocked.Increment(ref _instances)}");
        return StorageInstance.Start(services => services.AddSqliteStorage(folder));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    protected override DbConnection Connect(bool mayWrite) =>
        new SqliteConnection($"Data Source={Path.Combine(Folder, "scanova.db")};Mode={(mayWrite ? "ReadWrite" : "ReadOnly")};Pooling=False");
}
