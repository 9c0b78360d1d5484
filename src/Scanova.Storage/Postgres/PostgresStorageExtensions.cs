using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scanova.Log;
using Scanova.Sites;
using Scanova.Storage.GroupCommit;

namespace Scanova.Storage.Postgres;

/// <summary>Registers PostgreSQL as the store.</summary>
public static class PostgresStorageExtensions
{
    /// <summary>
    /// Adds <see cref="IStore"/>, <see cref="IEventLog"/>, <see cref="IEventReader"/>, <see cref="ISiteStore"/>, <see cref="IQrCodeStore"/>
    /// and <see cref="PostgresSources"/>, from which Orleans' providers take their data sources. Nothing connects before <see cref="IStore.Start"/>.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new PostgresSources(connectionString));
        services.AddSingleton(provider => new PostgresAppendStore(
            provider.GetRequiredService<PostgresSources>().Log,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresAppendStore>>()));
        services.AddSingleton(provider => new AppendLanes(
            provider.GetRequiredService<PostgresAppendStore>(),
            new AppendLanesOptions { Lanes = 2 },
            provider.GetRequiredService<ILogger<AppendLanes>>()));
        services.AddSingleton<IStore, PostgresStore>();
        services.AddSingleton<IEventLog>(provider => new PostgresEventLog(
            provider.GetRequiredService<AppendLanes>(), provider.GetRequiredService<PostgresSources>().Log));
        services.AddSingleton<IEventReader>(provider => new PostgresEventReader(provider.GetRequiredService<PostgresSources>().Log));
        services.AddSingleton<ISiteStore>(provider => new PostgresSiteStore(provider.GetRequiredService<PostgresSources>().Reads));
        services.AddSingleton<IQrCodeStore>(provider => new PostgresQrCodeStore(provider.GetRequiredService<PostgresSources>().Reads));
        return services;
    }
}
