using Scanova.Storage.Postgres;
using Scanova.Storage.Sqlite;

namespace Scanova.Server.Hosting;

/// <summary>The store this process works on: embedded, or PostgreSQL when a connection is set.</summary>
internal static class StoreServices
{
    /// <summary>To be called before the silo is added, so that the store starts before it and stops after it.</summary>
    public static void AddStore(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        var services = builder.Services;
        if (options.PostgresConnection is { } connection) services.AddPostgresStorage(connection);
        else services.AddSqliteStorage(options.DataPath);

        services.AddHostedService<StoreLifetime>();
        if (options.IsEmbedded) services.AddHostedService<FirstStart>();
    }
}
