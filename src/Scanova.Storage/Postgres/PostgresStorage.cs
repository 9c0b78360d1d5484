using Microsoft.Extensions.DependencyInjection;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Storage.Postgres;

/// <summary>Registration of PostgreSQL as the store.</summary>
public static class PostgresStorage
{
    /// <summary>The ADO.NET provider name under which Orleans' providers work with PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>
    /// Adds <see cref="IStore"/>, which is to be started, what it stores: the log, its reader, sites and QR codes; and
    /// <see cref="PostgresSources"/>, from which Orleans' providers take their data sources.
    /// </summary>
    /// <param name="connectionString">Npgsql's.</param>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString) => services
        .AddSingleton(_ => new PostgresSources(connectionString))
        .AddSingleton<PostgresStore>()
        .AddSingleton<IStore>(provider => provider.GetRequiredService<PostgresStore>())
        .AddSingleton<IEventLog, PostgresEventLog>()
        .AddSingleton<IEventReader, PostgresEventReader>()
        .AddSingleton<IReportFeed, PostgresReportFeed>()
        .AddSingleton<ISiteStore, PostgresSiteStore>()
        .AddSingleton<IQrCodeStore, PostgresQrCodeStore>();
}
