using Microsoft.Data.Sqlite;
using Scanova.Log;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>Reads the ids of the rows that the table <c>ids</c> may not have yet.</summary>
internal static class UnmergedIds
{
    private const string Sql = """
        SELECT e.log_position, e.event_id, e.site_id, e.is_duplicate, e.stream_start > m.log_position, e.stream_start, e.stream_kind, e.stream_id
        FROM ids_merged m CROSS JOIN events e ON e.log_position > m.log_position
        """;

    public static void Read(SqliteConnection connection, RecentIds recent)
    {
        var ids = new Dictionary<StoredId, long>();
        connection.ForEach(
            row =>
            {
                var site = row.GetString(2);
                if (!row.GetBoolean(3)) ids[recent.Original(site, Guid.ParseExact(row.GetString(1), "D"))] = row.GetInt64(0);
                if (row.GetBoolean(4)) ids[recent.Of(new StreamId(site, (StreamKind)row.GetByte(6), EventRows.ReadBlob(row, 7)))] = row.GetInt64(5);
            },
            Sql);
        recent.Add(ids);
    }
}
