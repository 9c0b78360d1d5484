using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scanova.Storage;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

public sealed class PostgresAnswersTests
{
    [Fact]
    public async Task A_store_that_is_busy_to_its_last_connection_still_says_that_it_answers()
    {
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddPostgresStorage(connectionString).BuildServiceProvider();
        var (store, sources) = (services.GetRequiredService<IStore>(), services.GetRequiredService<PostgresSources>());
        await store.Start(default);
        var busy = new List<NpgsqlConnection>();
        foreach (var pool in new[] { sources.Log, sources.Lookups, sources.Reads, sources.Reports })
        {
            for (var i = new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize; i > 0; i--) busy.Add(await pool.OpenConnectionAsync());
        }

        (await store.Answers(default)).Should().BeTrue();

        foreach (var connection in busy) await connection.DisposeAsync();
        await store.Stop(default);
    }
}
