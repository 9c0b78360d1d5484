using System.Data.Common;
using Npgsql;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>A database of the shared throwaway server.</summary>
public sealed class PostgresStorageFixture : StorageFixture
{
    private string? _connectionString;

    public override async Task<StorageInstance> StartNew()
    {
        var server = await PostgresServer.Shared;
        var connectionString = await server.CreateDatabase();
        _connectionString ??= connectionString;
        return await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
    }

    protected override DbConnection Connect(bool mayWrite) => new NpgsqlConnection(_connectionString);
}
