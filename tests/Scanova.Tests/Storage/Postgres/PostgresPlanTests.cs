using Npgsql;
using Scanova.Log;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>
/// The statements are prepared on an empty table and keep their plans while it grows. What they cost is told by the server's
/// own statistics: how often each index was searched, and how many of its entries were read.
/// </summary>
public sealed class PostgresPlanTests
{
    private const int Sessions = 1_000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_made_on_the_empty_table_reads_no_more_when_the_table_has_grown(bool isVacuumed)
    {
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();
        await using var monitor = NpgsqlDataSource.Create(connectionString);
        await using (var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString)))
        {
            // With its size known to be nothing, every plan looks as cheap as any other.
            if (isVacuumed) await Execute(monitor, "VACUUM ANALYZE events");
            await UseEverything(store);
        }

        await EndOfOtherConnections(monitor);
        (await Scans(monitor)).Should().BeLessThan(Sessions, "no statement reads a whole table, only the making of each index did");
        await using var command = monitor.CreateCommand(
            "SELECT indexrelname, idx_scan, idx_tup_read FROM pg_stat_user_indexes WHERE relname = 'events' AND idx_scan > 0");
        await using var reader = await command.ExecuteReaderAsync();
        var searched = new List<string>();
        while (await reader.ReadAsync())
        {
            searched.Add(reader.GetString(0));
            (reader.GetInt64(2) / (double)reader.GetInt64(1)).Should().BeLessThan(10, $"{reader.GetString(0)} is searched for single streams and ids");
        }

        searched.Should().Contain(["events_fence", "events_original", "events_repeat", "events_scan"]).And.NotContain(["events_feed", "events_time"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_feed_reads_the_rows_after_its_cursor_and_no_others_on_an_empty_table_and_on_a_grown_one(bool isVacuumed)
    {
        const int rows = 500;
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();
        await using var monitor = NpgsqlDataSource.Create(connectionString);
        var passed = 0L;
        await using (var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString)))
        {
            if (isVacuumed) await Execute(monitor, "VACUUM ANALYZE events");
            var site = new FollowedSite(store.Feed, Some.Site());
            await site.Read();
            for (var i = 0; i < rows; i++)
            {
                foreach (var stream in new[] { Some.Session(site.SiteId), Some.Session("another") })
                {
                    await store.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);
                }

                if (i % 10 == 0) await site.Read();
            }

            if (isVacuumed) await Execute(monitor, "VACUUM ANALYZE events");
            var anew = new FollowedSite(store.Feed, site.SiteId);
            await anew.Read();
            anew.Rows.Should().HaveCount(rows);
            passed = site.Passed + anew.Passed;
        }

        await EndOfOtherConnections(monitor);
        await using var command = monitor.CreateCommand("SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'events_feed'");
        (await command.ExecuteScalarAsync()).Should().Be(passed);
        (await Scans(monitor)).Should().BeLessThan(rows / 10, "no read scans the table, only the making of each index did");
    }

    private static async Task UseEverything(StorageInstance store)
    {
        var site = Some.Site();
        var visitor = Guid.NewGuid();
        var streams = Enumerable.Range(0, Sessions).Select(_ => Some.Session(site)).ToArray();
        foreach (var wave in streams.Chunk(50))
        {
            await Task.WhenAll(wave.Select(async stream =>
            {
                var id = Guid.NewGuid();
                await store.Log.Append(Some.Append(stream, 0, Some.Scan(stream, "Q0"), Some.Event(stream, id)) with { Visitors = [visitor] }, None);
                await store.Log.Append(Some.Append(stream, 2, Some.Event(stream, id)).AsDuplicates(), None);
                (await store.Log.Append(Some.Append(stream, 2, Some.Event(stream)), None)).Should().Be(Conflict.Instance);
                (await store.Log.Append(Some.Append(stream, 3, Some.Event(stream, id)), None)).Should().BeOfType<Claimed>();
                (await store.Log.HeadVersion(stream, None)).Should().Be(3);
                var rows = await store.Log.Load(stream, 0, 10, None);
                await store.Log.FindRecords(stream, [rows[0].Event.RecordId], None);
                await store.Reader.Journey(site, stream.Id, null, 10, true, None);
                await store.Reader.Find(site, id, None);
                await store.Reader.KnownIds(site, [id], None);
                await store.Reader.Conversions(stream, [], None);
            }));
        }

        (await store.Reader.VisitorStreams(site, visitor, None)).Should().HaveCount(Sessions);
    }

    /// <summary>
    /// A connection counts for itself and hands its counts in before it is gone from the list of connections, which is later
    /// than its client has closed it.
    /// </summary>
    private static Task EndOfOtherConnections(NpgsqlDataSource monitor) => App.Eventually.Holds(
        async () =>
        {
            await using var command = monitor.CreateCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
            return (long)(await command.ExecuteScalarAsync())! == 0;
        },
        "the connections of the store have ended");

    private static async Task<long> Scans(NpgsqlDataSource monitor)
    {
        await using var command = monitor.CreateCommand("SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables WHERE relname IN ('events', 'visitor_streams')");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(NpgsqlDataSource source, string text)
    {
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
