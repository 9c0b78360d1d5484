using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Reads of one stream, short or long: its first thousand rows are few enough to scan and sort, the rest has indexes of its
/// own (<c>events_long_…</c>), so that a page of a stream of a million rows costs no more than its rows.
/// </summary>
internal static class StreamSql
{
    public const string OfStream = "stream_id = $stream AND stream_kind = $kind AND site_id = $site";

    public const string JourneyOrder = "event_time, received_at, version";

    public const string NewestFirst = "event_time DESC, received_at DESC, version DESC";

    /// <param name="condition">Of both parts.</param>
    /// <returns>A query for at most <c>$limit</c> rows in an order.</returns>
    public static string Select(string condition, string order) =>
        $"""
        SELECT * FROM ({Part("version <= 1000", condition, order)})
        UNION ALL
        SELECT * FROM ({Part("version > 1000", condition, order)})
        ORDER BY {order} LIMIT $limit
        """;

    public static (string Name, object? Value)[] Parameters(StreamId stream) =>
        [("$stream", stream.Id.Blob()), ("$kind", (int)stream.Kind), ("$site", stream.SiteId)];

    private static string Part(string part, string condition, string order) =>
        $"SELECT {EventColumns.List} FROM events WHERE {OfStream} AND {part} AND {condition} ORDER BY {order} LIMIT $limit";
}
