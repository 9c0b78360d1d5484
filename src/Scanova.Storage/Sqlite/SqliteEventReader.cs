using System.Text.Json;
using Microsoft.Data.Sqlite;
using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="IEventReader"/>
internal sealed class SqliteEventReader(SqliteStore store) : IEventReader
{
    private const int MostRepeats = 1_000;
    private const int MostConversions = 1_000;

    private const string After = "(event_time, received_at, version) > ($event_time, $received_at, $version)";

    private const string KnownSql = """
        SELECT e.event_id FROM json_each($recent) asked
        CROSS JOIN events e ON e.log_position = asked.value AND e.is_duplicate = 0
        UNION
        SELECT asked.value FROM json_each($ids) asked
        CROSS JOIN ids i ON i.id = unhex(asked.value, '-') AND i.kind = 0 AND i.site_id = $site
        """;

    private const string VisitorStreamsSql = """
        SELECT last.stream_kind, last.stream_id, last.version
        FROM visitor_streams v
        CROSS JOIN events last ON last.stream_start = v.stream_start AND last.version = (SELECT max(version) FROM events WHERE stream_start = v.stream_start)
        WHERE v.visitor_id = $visitor AND v.site_id = $site
        """;

    private static readonly string JourneySql = StreamSql.Journey($"{After} AND is_duplicate = 0");

    private static readonly string JourneyWithRepeatsSql = StreamSql.Journey(After);

    private static readonly string FindSql = $"""
        SELECT {EventColumns.List} FROM (
          SELECT * FROM events
          WHERE log_position = coalesce($position, (SELECT log_position FROM ids WHERE id = unhex($id, '-') AND kind = 0 AND site_id = $site))
            AND event_id = $id AND is_duplicate = 0
          UNION ALL
          SELECT * FROM (
            SELECT * FROM events WHERE event_id = $id AND site_id = $site AND is_duplicate = 1
            ORDER BY log_position DESC LIMIT {MostRepeats}))
        ORDER BY is_duplicate, log_position
        """;

    private static readonly string ConversionsSql = StreamSql.Journey(
        """
        is_duplicate = 0 AND source <> 'scan' AND (conversion_amount IS NULL OR conversion_amount NOT LIKE '-%')
        AND CASE $names WHEN '[]' THEN source = 'server' ELSE event_name IN (SELECT value FROM json_each($names)) END
        """,
        StreamSql.NewestFirst);

    public Task<IReadOnlyList<EventRow>> Journey(
        string siteId, Guid scanSessionId, Position? after, int limit, bool includeDuplicates, CancellationToken cancellation)
    {
        var start = after ?? default;
        return store.Database.Read<IReadOnlyList<EventRow>>(
            connection =>
            {
                var rows = connection.Query(
                    EventRows.Read,
                    includeDuplicates ? JourneyWithRepeatsSql : JourneySql,
                    [
                        .. StreamSql.Parameters(StreamId.ScanSession(siteId, scanSessionId), store.RecentIds),
                        ("$event_time", start.EventTime.Text()),
                        ("$received_at", start.ReceivedAt.Text()),
                        ("$version", start.Version),
                        ("$limit", limit),
                    ]);
                var qrid = Qrid(connection, siteId, scanSessionId);
                return rows.ConvertAll(row => new EventRow(row, qrid));
            },
            cancellation);
    }

    public Task<IReadOnlyList<EventRow>> Find(string siteId, Guid eventId, CancellationToken cancellation) =>
        store.Database.Read<IReadOnlyList<EventRow>>(
            connection => connection
                .Query(EventRows.Read, FindSql, ("$position", store.RecentIds.Find(siteId, eventId)), ("$id", eventId.ToString()), ("$site", siteId))
                .ConvertAll(row => new EventRow(row, row.Event.ScanSessionId is { } session ? Qrid(connection, siteId, session) : null)),
            cancellation);

    public Task<IReadOnlySet<Guid>> KnownIds(string siteId, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation)
    {
        var recent = eventIds.Select(id => store.RecentIds.Find(siteId, id)).OfType<long>();
        return store.Database.Read<IReadOnlySet<Guid>>(
            connection => connection.Query(
                row => Guid.ParseExact(row.GetString(0), "D"),
                KnownSql,
                ("$recent", JsonSerializer.Serialize(recent)),
                ("$ids", SqliteCommands.JsonArray(eventIds.Select(id => id.ToString()))),
                ("$site", siteId)).ToHashSet(),
            cancellation);
    }

    public Task<IReadOnlyList<StreamHead>> VisitorStreams(string siteId, Guid visitorId, CancellationToken cancellation) =>
        store.Database.Read<IReadOnlyList<StreamHead>>(
            connection => connection.Query(
                row => new StreamHead(new StreamId(siteId, (StreamKind)row.GetByte(0), EventRows.ReadBlob(row, 1)), row.GetInt64(2)),
                VisitorStreamsSql,
                ("$visitor", visitorId.ToString()),
                ("$site", siteId)),
            cancellation);

    public Task<IReadOnlyList<StoredEvent>> Conversions(
        StreamId stream, IReadOnlyCollection<string> conversionEvents, CancellationToken cancellation)
    {
        var names = SqliteCommands.JsonArray(conversionEvents);
        return store.Database.Read<IReadOnlyList<StoredEvent>>(
            connection =>
            {
                var rows = connection.Query(
                    EventRows.Read, ConversionsSql, [.. StreamSql.Parameters(stream, store.RecentIds), ("$names", names), ("$limit", MostConversions)]);
                rows.Reverse();
                return rows;
            },
            cancellation);
    }

    private string? Qrid(SqliteConnection connection, string siteId, Guid scanSessionId) => connection.Query(
        row => row.NullableString(0),
        $"""
        SELECT qrid FROM events
        WHERE {StreamSql.OfStream} AND source = 'scan' AND is_duplicate = 0
        ORDER BY {StreamSql.JourneyOrder} LIMIT 1
        """,
        StreamSql.Parameters(StreamId.ScanSession(siteId, scanSessionId), store.RecentIds)).FirstOrDefault();
}
