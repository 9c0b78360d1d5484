using DbUp;
using DbUp.Postgresql;
using Npgsql;

namespace Scanova.Storage.Postgres;

/// <summary>Brings the schema up to date, one silo at a time.</summary>
internal static class PostgresMigrations
{
    /// <summary>Any number that no one else locks in this database.</summary>
    private const long LockKey = 0x5CA0_5CA0;

    private const string Scripts = "Scanova.Storage.Postgres.schema.";

    public static async Task Run(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            var result = DeployChanges.To
                .PostgresqlDatabase(new PostgresqlConnectionManager(source))
                .WithScriptsEmbeddedInAssembly(typeof(PostgresMigrations).Assembly, name => name.StartsWith(Scripts, StringComparison.Ordinal))
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            if (!result.Successful) throw result.Error;
        }
        finally
        {
            command.CommandText = $"SELECT pg_advisory_unlock({LockKey})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
