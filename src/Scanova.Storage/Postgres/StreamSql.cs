namespace Scanova.Storage.Postgres;

/// <summary>
/// Reads of one stream, short or long: its first thousand rows are few enough to scan and sort, the rest has indexes of its
/// own (<c>events_long_…</c>), so that a page of a stream of a million rows costs no more than its rows.
/// </summary>
internal static class StreamSql
{
    /// <summary>The stream that <c>$1</c>, <c>$2</c> and <c>$3</c> name by its id, kind and site.</summary>
    public const string OfStream = "stream_id = $1 AND stream_kind = $2 AND site_id = $3";

    public const string JourneyOrder = "e.event_time, e.received_at, e.version";

    public const string NewestFirst = "e.event_time DESC, e.received_at DESC, e.version DESC";

    /// <summary>A query for at most <c>$4</c> rows of the stream in an order.</summary>
    /// <param name="condition">Of both parts.</param>
    /// <param name="more">What is selected of a row beside <see cref="EventRows.Columns"/>.</param>
    /// <remarks>OFFSET 0 is a wall to the planner: no condition and no order outside of it can tempt it to another index.</remarks>
    public static string Select(string condition, string order, string more = "") =>
        $"""
        SELECT {EventRows.Columns}{more}
        FROM (
          (SELECT * FROM (SELECT * FROM events WHERE {OfStream} AND version <= 1000 OFFSET 0) AS e
          WHERE {condition} ORDER BY {order} LIMIT $4)
          UNION ALL
          (SELECT * FROM events AS e WHERE {OfStream} AND version > 1000 AND {condition} ORDER BY {order} LIMIT $4)
        ) AS e
        ORDER BY {order} LIMIT $4
        """;

    /// <summary>The QR code of a session's first scan.</summary>
    public static string Qrid(string scanSessionId, string siteId) =>
        $"""
        (SELECT scan.qrid FROM (
          SELECT qrid, event_time, received_at, version, is_duplicate FROM events
          WHERE scan_session_id = {scanSessionId} AND site_id = {siteId} AND source = 'scan'
          OFFSET 0) AS scan
        WHERE scan.is_duplicate = 0
        ORDER BY scan.event_time, scan.received_at, scan.version
        LIMIT 1)
        """;
}
