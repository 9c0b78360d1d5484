using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Storage.Sqlite;

/// <summary>Registration of the embedded store.</summary>
public static class SqliteStorage
{
    /// <summary>The ADO.NET provider name under which Orleans' grain storage works with SQLite.</summary>
    public const string Invariant = "System.Data.SQLite";

    /// <summary>Adds <see cref="IStore"/>, which is to be started, and what it stores: the log, its reader, sites and QR codes.</summary>
    /// <param name="dataPath">The folder, relative to the current directory or absolute; created at start.</param>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string dataPath) => services
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<SqliteStore>(provider, dataPath))
        .AddSingleton<IStore>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<IEventLog, SqliteEventLog>()
        .AddSingleton<IEventReader, SqliteEventReader>()
        .AddSingleton<IReportFeed, SqliteReportFeed>()
        .AddSingleton<ISiteStore, SqliteSiteStore>()
        .AddSingleton<IQrCodeStore, SqliteQrCodeStore>();

    /// <summary>
    /// The connection string of Orleans' grain storage: a file of its own, so that writing a snapshot never holds up an event.
    /// <see cref="IStore.Start"/> makes its tables.
    /// </summary>
    public static string SnapshotConnectionString(string dataPath) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Path.GetFullPath(dataPath), SqliteStore.SnapshotsFile),
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = 2,
    }.ConnectionString;
}
