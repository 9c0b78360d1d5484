using Microsoft.Data.Sqlite;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>Reads the ids of the rows that the table <c>ids</c> may not have yet.</summary>
internal static class UnmergedIds
{
    private const string Sql = """
        SELECT e.log_position, e.event_id, e.site_id, e.is_duplicate, e.stream_start > m.log_position, e.stream_start, e.stream_kind, e.stream_id
        FROM ids_merged m CROSS JOIN events e ON e.log_position > m.log_position
        """;

    public static Dictionary<StoredId, long> Read(SqliteConnection connection)
    {
        var ids = new Dictionary<StoredId, long>();
        var sites = new HashSet<string>();
        connection.ForEach(
            row =>
            {
                var site = row.GetString(2);
                if (sites.TryGetValue(site, out var same)) site = same;
                else sites.Add(site);
                if (!row.GetBoolean(3)) ids[StoredId.Original(site, Guid.ParseExact(row.GetString(1), "D"))] = row.GetInt64(0);
                if (row.GetBoolean(4)) ids[new StoredId(EventRows.ReadBlob(row, 7), row.GetByte(6), site)] = row.GetInt64(5);
            },
            Sql);
        return ids;
    }
}
