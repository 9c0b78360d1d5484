using Npgsql;
using Scanova.Log;
using Scanova.Storage;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

public sealed class PostgresStartTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Ten_silos_that_start_at_once_on_an_empty_database_all_work()
    {
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();

        var silos = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => StorageInstance.Start(services => services.AddPostgresStorage(connectionString)))));

        try
        {
            var stream = Some.Session();
            for (var i = 0; i < silos.Length; i++)
            {
                (await silos[i].Log.Append(Some.Append(stream, i, Some.Event(stream)), None)).Should().Be(Stored.Instance);
            }

            (await silos[0].Log.HeadVersion(stream, None)).Should().Be(10);
        }
        finally
        {
            foreach (var silo in silos) await silo.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_start_with_a_clear_message()
    {
        var start = () => StorageInstance.Start(services => services.AddPostgresStorage("Host=127.0.0.1;Port=1;Username=scanova;Password=secret;Database=events"));

        (await start.Should().ThrowAsync<StoreStartException>())
            .Which.Message.Should().Contain("127.0.0.1:1").And.Contain("events").And.NotContain("secret");
    }

    [Theory]
    [InlineData("LATIN1")]
    [InlineData("SQL_ASCII")]
    public async Task A_database_that_has_no_place_for_every_character_ends_the_start_with_a_clear_message(string encoding)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await (await PostgresServer.Shared).CreateDatabase());
        await using (var source = NpgsqlDataSource.Create(connectionString.ConnectionString))
        await using (var command = source.CreateCommand($"CREATE DATABASE old_{encoding} ENCODING '{encoding}' TEMPLATE template0"))
        {
            await command.ExecuteNonQueryAsync();
        }

        connectionString.Database = $"old_{encoding}".ToLowerInvariant();
        var start = () => StorageInstance.Start(services => services.AddPostgresStorage(connectionString.ConnectionString));

        (await start.Should().ThrowAsync<StoreStartException>()).Which.Message.Should().Contain(encoding).And.Contain("UTF8");
    }

    [Fact]
    public async Task A_database_that_does_not_exist_ends_the_start_with_a_clear_message()
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await (await PostgresServer.Shared).CreateDatabase()) { Database = "nowhere" };

        var start = () => StorageInstance.Start(services => services.AddPostgresStorage(connectionString.ConnectionString));

        (await start.Should().ThrowAsync<StoreStartException>()).Which.Message.Should().Contain("nowhere").And.Contain("create it");
    }
}
