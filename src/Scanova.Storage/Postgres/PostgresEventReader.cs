using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>Reads of stored events beside the log's own. The inner queries end in OFFSET 0, over which the planner moves nothing: an order asked for outside must not tempt it to walk the table by time.</summary>
internal sealed class PostgresEventReader(NpgsqlDataSource source) : IEventReader
{
    private const int MostRepeats = 1_000;
    private const int MostConversions = 1_000;

    /// <summary>The QR code of a row's session: that of its first scan.</summary>
    private const string Qrid = """
        (SELECT scan.qrid FROM (
          SELECT s.qrid, s.event_time, s.received_at, s.version FROM events AS s
          WHERE s.scan_session_id = e.scan_session_id AND s.site_id = e.site_id AND s.source = 'scan' AND s.is_duplicate = 0
          OFFSET 0) AS scan
        ORDER BY scan.event_time, scan.received_at, scan.version
        LIMIT 1)
        """;

    public async Task<IReadOnlyList<EventRow>> Journey(
        string siteId, Guid scanSessionId, Position? after, int limit, bool includeDuplicates, CancellationToken cancellation) =>
        await source.Query(
            $"""
            WITH page AS MATERIALIZED (
              SELECT j.event_time, j.received_at, j.version FROM (
                SELECT e.event_time, e.received_at, e.version, e.is_duplicate FROM events AS e
                WHERE e.stream_id = $1 AND e.stream_kind = 1 AND e.site_id = $2
                OFFSET 0) AS j
              WHERE ($3 OR j.is_duplicate = 0)
                AND ($4::timestamptz IS NULL OR (j.event_time, j.received_at, j.version) > ($4, $5::timestamptz, $6::bigint))
              ORDER BY j.event_time, j.received_at, j.version
              LIMIT $7
            )
            SELECT {EventRows.Columns}, {Qrid}
            FROM page
            CROSS JOIN LATERAL (
              SELECT * FROM events AS e
              WHERE e.stream_id = $1 AND e.stream_kind = 1 AND e.site_id = $2 AND e.version = page.version
              LIMIT 1) AS e
            ORDER BY page.event_time, page.received_at, page.version
            """,
            Row, cancellation, scanSessionId, siteId, includeDuplicates, after?.EventTime, after?.ReceivedAt, after?.Version, limit);

    /// <remarks>Events of one millisecond stand in the order of their place in the table, which grows at its end.</remarks>
    public async Task<IReadOnlyList<EventRow>> Find(string siteId, Guid eventId, CancellationToken cancellation) =>
        await source.Query(
            $"""
            SELECT {EventRows.Columns}, {Qrid}
            FROM (
              SELECT *, ctid AS place FROM events AS o WHERE o.event_id = $1 AND o.site_id = $2 AND o.is_duplicate = 0
              UNION ALL
              SELECT *, ctid FROM events AS d WHERE d.event_id = $1 AND d.site_id = $2 AND d.is_duplicate = 1
            ) AS e
            ORDER BY e.is_duplicate, e.received_at, e.place
            LIMIT 1 + {MostRepeats}
            """,
            Row, cancellation, eventId, siteId);

    public async Task<IReadOnlySet<Guid>> KnownIds(string siteId, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation)
    {
        if (eventIds.Count == 0) return new HashSet<Guid>();
        var known = await source.Query(
            """
            SELECT asked.id FROM unnest($1::uuid[]) AS asked (id)
            WHERE (SELECT true FROM events AS e WHERE e.event_id = asked.id AND e.site_id = $2 AND e.is_duplicate = 0 LIMIT 1)
            """,
            row => row.GetGuid(0), cancellation, eventIds.ToArray(), siteId);
        return known.ToHashSet();
    }

    public async Task<IReadOnlyList<StreamHead>> VisitorStreams(string siteId, Guid visitorId, CancellationToken cancellation) =>
        await source.Query(
            """
            SELECT v.stream_kind, v.stream_id, coalesce((
              SELECT e.version FROM events AS e
              WHERE e.stream_id = v.stream_id AND e.stream_kind = v.stream_kind AND e.site_id = v.site_id
              ORDER BY e.version DESC
              LIMIT 1), 0)
            FROM visitor_streams AS v
            WHERE v.visitor_id = $1 AND v.site_id = $2
            """,
            row => new StreamHead(new StreamId(siteId, (StreamKind)row.GetInt16(0), row.GetGuid(1)), row.GetInt64(2)),
            cancellation, visitorId, siteId);

    public async Task<IReadOnlyList<StoredEvent>> Conversions(StreamId stream, IReadOnlyCollection<string> conversionEvents, CancellationToken cancellation)
    {
        var newest = await source.Query(
            $"""
            SELECT {EventRows.Columns}
            FROM (
              SELECT * FROM events AS c
              WHERE c.stream_id = $1 AND c.stream_kind = $2 AND c.site_id = $3 AND c.is_duplicate = 0 AND c.source <> 'scan'
                AND (c.conversion_amount IS NULL OR c.conversion_amount >= 0)
                AND CASE WHEN cardinality($4) = 0 THEN c.source = 'server' ELSE c.event_name = ANY ($4) END
              OFFSET 0) AS e
            ORDER BY e.event_time DESC, e.received_at DESC, e.version DESC
            LIMIT {MostConversions}
            """,
            EventRows.Read, cancellation, stream.Id, (short)stream.Kind, stream.SiteId, conversionEvents.ToArray());
        newest.Reverse();
        return newest;
    }

    private static EventRow Row(NpgsqlDataReader row) => new(EventRows.Read(row), row.Text(EventRows.Count));
}
