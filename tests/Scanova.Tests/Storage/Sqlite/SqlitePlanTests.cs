using Scanova.Storage.Sqlite;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>Plans on a fresh, empty database: they must be those of a grown one, for SQLite keeps them.</summary>
public sealed class SqlitePlanTests(SqliteStorageFixture storage) : IClassFixture<SqliteStorageFixture>
{
    [Theory]
    [InlineData("SELECT * FROM analytics_events WHERE site_id = 'a' AND event_time >= '2026'", "events_site", "events_scan")]
    [InlineData("SELECT * FROM conversions WHERE site_id = 'a' AND event_time >= '2026'", "events_site", "events_scan")]
    [InlineData("SELECT * FROM session_summary WHERE site_id = 'a'", "events_site", "events_scan", "events_fence")]
    public async Task A_view_finds_the_rest_of_a_session_by_the_sessions_own_indexes(string sql, params string[] indexes)
    {
        (await Searches(sql)).Should().BeEquivalentTo(indexes);
    }

    [Fact]
    public async Task A_stream_is_read_by_its_own_indexes_however_long_it_is()
    {
        var journey = StreamSql.Journey("is_duplicate = 0 AND (event_time, received_at, version) > ('2026', '2026', 1)");
        (await Searches(journey)).Should().BeEquivalentTo("events_fence", "events_long_journey");
        (await Searches(StreamSql.Journey("is_duplicate = 0", StreamSql.NewestFirst))).Should().BeEquivalentTo("events_fence", "events_long_journey");
        (await Searches(StreamSql.Records())).Should().BeEquivalentTo("events_fence", "events_long_record");
    }

    [Fact]
    public async Task A_site_is_read_from_where_the_reader_stands_and_in_order_without_a_sort()
    {
        var plan = await storage.Query("EXPLAIN QUERY PLAN " + FeedRows.Sql.Replace("?1", "'a'").Replace("?2", "5").Replace("?3", "10"));

        plan.Should().ContainSingle().Which.Should().EndWith("SEARCH events USING INDEX events_site (site_id=? AND rowid>? AND rowid<?)");
    }

    private async Task<IEnumerable<string>> Searches(string sql)
    {
        var bound = sql.Replace("$start", "1").Replace("$stream", "x'00'").Replace("$kind", "1").Replace("$site", "'a'").Replace("$limit", "10").Replace("$records", "'[]'");
        var plan = await storage.Query($"EXPLAIN QUERY PLAN {bound}");
        plan.Should().NotContain(step => step.Contains("SCAN events") || step.Contains("SCAN e "));
        return plan.Where(step => step.Contains(" INDEX events_")).Select(step => step.Split(" INDEX ")[1].Split(' ')[0]).Distinct();
    }
}
