using Scanova.Log;
using Scanova.Storage.Sqlite.Ids;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Reads of one stream, short or long: its first thousand rows are few enough to scan and sort, the rest has indexes of its
/// own (<c>events_long_…</c>), so that a page of a stream of a million rows costs no more than its rows.
/// </summary>
internal static class StreamSql
{
    public const string OfStream = $"stream_start = {Start}";

    /// <summary>Where the stream starts: null, which is no row's, when it has none.</summary>
    private const string Start = "coalesce($start, (SELECT log_position FROM ids WHERE id = $stream AND kind = $kind AND site_id = $site))";

    public const string JourneyOrder = "event_time, received_at, version";

    public const string NewestFirst = "event_time DESC, received_at DESC, version DESC";

    /// <summary>A query for at most <c>$limit</c> rows in the order of a journey or its reverse.</summary>
    /// <param name="condition">Of both parts.</param>
    public static string Journey(string condition, string order = JourneyOrder) => Select("events_long_journey", condition, order);

    /// <summary>A query for the rows whose record ids are in the JSON array <c>$records</c>, as hex digits.</summary>
    public static string Records() =>
        Select("events_long_record", "record_id IN (SELECT unhex(value) FROM json_each($records))", "version");

    /// <param name="recent">Asked before the query begins: what leaves it is in the table by then.</param>
    public static (string Name, object? Value)[] Parameters(StreamId stream, RecentIds recent) =>
    [
        ("$start", recent.Find(stream)),
        ("$stream", stream.Id.Blob()),
        ("$kind", (int)stream.Kind),
        ("$site", stream.SiteId),
    ];

    /// <remarks>The indexes are named, because statistics that fit most streams would mislead the planner about a long one.</remarks>
    private static string Select(string indexOfLong, string condition, string order) =>
        $"""
        SELECT * FROM (
          SELECT {EventColumns.List} FROM events INDEXED BY events_fence
          WHERE {OfStream} AND version <= 1000 AND {condition} ORDER BY {order} LIMIT $limit)
        UNION ALL
        SELECT * FROM (
          SELECT {EventColumns.List} FROM events INDEXED BY {indexOfLong}
          WHERE {OfStream} AND version > 1000 AND {condition} ORDER BY {order} LIMIT $limit)
        ORDER BY {order} LIMIT $limit
        """;
}
