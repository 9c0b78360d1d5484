using Microsoft.Data.Sqlite;
using Scanova.Log;
using Scanova.Storage.Sqlite;

namespace Scanova.Load.Filling;

/// <summary>
/// The bulk path into the embedded store: the indexes of <c>events</c> are dropped, the rows go in by the service's own insert
/// in one transaction, and the indexes are made again, with the statistics they had. The service must not run meanwhile, and a
/// fill that is cut off leaves nothing of use.
/// </summary>
internal static class SqliteFill
{
    private const string Faster = """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -1000000;
        CREATE TEMP TABLE statistics AS SELECT * FROM sqlite_stat1;
        """;

    private const string VisitorStream = """
        INSERT INTO visitor_streams (visitor_id, site_id, stream_start) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
        """;

    private const string Ids = """
        INSERT INTO ids (id, kind, site_id, log_position)
        SELECT unhex(event_id, '-') AS id, 0 AS kind, site_id, log_position FROM events WHERE is_duplicate = 0
        UNION ALL
        SELECT stream_id, stream_kind, site_id, log_position FROM events WHERE log_position = stream_start
        ORDER BY id, kind, site_id;
        UPDATE ids_merged SET log_position = (SELECT max(log_position) FROM events);
        """;

    private const string AsBefore = """
        DELETE FROM sqlite_stat1;
        INSERT INTO sqlite_stat1 SELECT * FROM statistics;
        PRAGMA journal_mode = WAL;
        """;

    public static void Run(string dataFolder, IEnumerable<StoredEvent> rows)
    {
        using var connection = new SqliteConnection(SqliteDatabase.ConnectionString(Path.Combine(dataFolder, SqliteStore.EventsFile), SqliteOpenMode.ReadWrite));
        connection.Open();
        connection.Execute(Faster);
        var indexes = connection.Query(
            row => (Name: row.GetString(0), Definition: row.GetString(1)), "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events'");
        foreach (var (name, _) in indexes) connection.Execute($"DROP INDEX {name}");

        connection.Execute("BEGIN");
        Insert(connection, rows);
        connection.Execute(Ids);
        connection.Execute("COMMIT");
        foreach (var (_, definition) in indexes) connection.Execute(definition);
        connection.Execute(AsBefore);
    }

    private static void Insert(SqliteConnection connection, IEnumerable<StoredEvent> rows)
    {
        using var events = new EventInsert(connection);
        using var visitors = new Statement(connection, VisitorStream);
        var starts = new Dictionary<StreamId, long>();
        var known = new HashSet<(Guid Visitor, long Stream)>();
        var position = 0L;
        foreach (var row in rows)
        {
            position++;
            if (!starts.TryGetValue(row.Stream, out var start)) starts.Add(row.Stream, start = position);
            events.Insert(row, position, start);
            if (row.IsDuplicate || row.Event.VisitorId is not { } visitor || !known.Add((visitor, start))) continue;
            visitors.Bind(1, visitor);
            visitors.Bind(2, row.Stream.SiteId);
            visitors.Bind(3, (long?)start);
            visitors.Run();
        }
    }
}
