using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <inheritdoc cref="IEventReader"/>
internal sealed class PostgresEventReader(PostgresSources sources) : IEventReader
{
    private const int MostRepeats = 1_000;
    private const int MostConversions = 1_000;

    private const string KnownSql = """
        SELECT asked.id FROM unnest($1) AS asked (id)
        WHERE (SELECT true FROM events AS e WHERE e.event_id = asked.id AND e.site_id = $2 AND e.is_duplicate = 0 LIMIT 1)
        """;

    private const string VisitorStreamsSql = """
        SELECT v.stream_kind, v.stream_id, (
          SELECT e.version FROM events AS e
          WHERE e.stream_id = v.stream_id AND e.stream_kind = v.stream_kind AND e.site_id = v.site_id
          ORDER BY e.version DESC
          LIMIT 1)
        FROM visitor_streams AS v
        WHERE v.visitor_id = $1 AND v.site_id = $2
        """;

    private static readonly string JourneySql = StreamSql.Select(
        "($5 OR is_duplicate = 0) AND (event_time, received_at, version) > ($6, $7, $8)",
        StreamSql.JourneyOrder,
        $", {StreamSql.Qrid("$1", "$3")}");

    /// <summary>Repeats received in one millisecond come by their place in the table, which grows at its end.</summary>
    private static readonly string FindSql = $"""
        SELECT {EventRows.Columns}, {StreamSql.Qrid("e.scan_session_id", "e.site_id")}
        FROM (
          SELECT *, ctid AS place FROM events WHERE event_id = $1 AND site_id = $2 AND is_duplicate = 0
          UNION ALL
          (SELECT *, ctid FROM events WHERE event_id = $1 AND site_id = $2 AND is_duplicate = 1
          ORDER BY received_at DESC, ctid DESC LIMIT {MostRepeats})
        ) AS e
        ORDER BY e.is_duplicate, e.received_at, e.place
        """;

    private static readonly string ConversionsSql = StreamSql.Select(
        """
        is_duplicate = 0 AND source <> 'scan' AND (conversion_amount IS NULL OR conversion_amount >= 0)
        AND CASE WHEN cardinality($5) = 0 THEN source = 'server' ELSE event_name = ANY ($5) END
        """,
        StreamSql.NewestFirst);

    public async Task<IReadOnlyList<EventRow>> Journey(
        string siteId, Guid scanSessionId, Position? after, int limit, bool includeDuplicates, CancellationToken cancellation)
    {
        var start = after ?? new Position(Earliest, Earliest, 0);
        return await sources.Lookups.Query(
            JourneySql, Row, cancellation,
            [.. Key(StreamId.ScanSession(siteId, scanSessionId)), limit, includeDuplicates, start.EventTime, start.ReceivedAt, start.Version]);
    }

    public async Task<IReadOnlyList<EventRow>> Find(string siteId, Guid eventId, CancellationToken cancellation) =>
        await sources.Lookups.Query(FindSql, Row, cancellation, eventId, siteId);

    public async Task<IReadOnlySet<Guid>> KnownIds(string siteId, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation)
    {
        var known = await sources.Lookups.Query(KnownSql, row => row.GetGuid(0), cancellation, eventIds.ToArray(), siteId);
        return known.ToHashSet();
    }

    public async Task<IReadOnlyList<StreamHead>> VisitorStreams(string siteId, Guid visitorId, CancellationToken cancellation) =>
        await sources.Lookups.Query(
            VisitorStreamsSql,
            row => new StreamHead(new StreamId(siteId, (StreamKind)row.GetInt16(0), row.GetGuid(1)), row.GetInt64(2)),
            cancellation, visitorId, siteId);

    public async Task<IReadOnlyList<StoredEvent>> Conversions(
        StreamId stream, IReadOnlyCollection<string> conversionEvents, CancellationToken cancellation)
    {
        var newest = await sources.Lookups.Query(
            ConversionsSql, EventRows.Read, cancellation, [.. Key(stream), MostConversions, conversionEvents.ToArray()]);
        newest.Reverse();
        return newest;
    }

    private static DateTime Earliest => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private static object?[] Key(StreamId stream) => [stream.Id, (short)stream.Kind, stream.SiteId];

    private static EventRow Row(NpgsqlDataReader row) => new(EventRows.Read(row), row.Text(EventRows.Count));
}
