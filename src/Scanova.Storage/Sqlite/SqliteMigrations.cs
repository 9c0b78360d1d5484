using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Scanova.Storage.Sqlite;

/// <summary>Brings a database file to the newest schema: the scripts it has not had, in the order of their names, each whole or not at all.</summary>
internal static class SqliteMigrations
{
    private const string Events = "Scanova.Storage.Sqlite.schema.";
    private const string Snapshots = "Scanova.Storage.Sqlite.Snapshots.schema.";

    public static void MigrateEvents(string file) => Migrate(file, Events);

    public static void MigrateSnapshots(string file) => Migrate(file, Snapshots);

    private static void Migrate(string file, string scripts)
    {
        try
        {
            using (var connection = new SqliteConnection(SqliteDatabase.ConnectionString(file, SqliteOpenMode.ReadWriteCreate)))
            {
                connection.Open();
                connection.Execute("PRAGMA journal_mode = WAL");
            }

            var result = Upgrade(file, scripts);
            if (result.Error is SqliteException e) throw e;
            if (!result.Successful) throw new StoreStartException($"{file} can't be migrated at {result.ErrorScript?.Name}: {result.Error?.Message}", result.Error!);
        }
        catch (SqliteException e)
        {
            throw e.AsStartFailure(file);
        }
    }

    private static DatabaseUpgradeResult Upgrade(string file, string scripts) => DeployChanges.To
        .SqliteDatabase(SqliteDatabase.ConnectionString(file, SqliteOpenMode.ReadWrite))
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(scripts, StringComparison.Ordinal))
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build()
        .PerformUpgrade();
}
