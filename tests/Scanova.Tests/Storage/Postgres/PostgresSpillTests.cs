using Npgsql;
using Scanova.Log;
using Scanova.Storage.Postgres;
using Scanova.Tests.App;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>What an append sends is judged before it is written anywhere, also to a temporary file.</summary>
public sealed class PostgresSpillTests
{
    [Fact]
    public async Task The_largest_bodies_wait_for_their_verdict_in_memory()
    {
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();
        await using (var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString)))
        {
            var stream = Some.Session();
            var widest = Some.Event(stream) with
            {
                PageUrl = new string('ü', 4_096),
                Referrer = new string('日', 4_096),
                Metadata = $$"""{"a":"{{new string('a', 10_000)}}"}""",
            };
            var events = Enumerable.Range(0, 1_000).Select(_ => widest with { RecordId = Guid.NewGuid(), EventId = Guid.NewGuid() }).ToArray();
            (await store.Log.Append(Some.Append(stream, 0, events), CancellationToken.None)).Should().Be(Stored.Instance);
            (await store.Log.Append(Some.Append(stream, 0, events.Reverse().ToArray()), CancellationToken.None)).Should().Be(Conflict.Instance);
        }

        await using var monitor = NpgsqlDataSource.Create(connectionString);
        // A connection's statistics are complete when it is gone.
        await Eventually.Holds(
            async () => await Number("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'scanova%' AND datname = current_database()") == 0,
            "the store's connections end");
        (await Number("SELECT temp_files FROM pg_stat_database WHERE datname = current_database()")).Should().Be(0);

        async Task<long> Number(string sql)
        {
            await using var command = monitor.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}
