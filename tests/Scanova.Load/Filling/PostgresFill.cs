using Npgsql;
using Scanova.Log;

namespace Scanova.Load.Filling;

/// <summary>
/// The bulk path into PostgreSQL: the indexes of <c>events</c> are dropped, the rows come by COPY in binary, and the indexes are
/// made again from their own definitions, in the order in which the schema made them. Nobody else may write meanwhile.
/// </summary>
internal static class PostgresFill
{
    private const string Indexes = """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index AS i
        WHERE i.indrelid = 'events'::regclass ORDER BY i.indexrelid
        """;

    private const string VisitorStreams = """
        INSERT INTO visitor_streams (visitor_id, stream_id, stream_kind, site_id)
        SELECT DISTINCT visitor_id, stream_id, stream_kind, site_id FROM events WHERE visitor_id IS NOT NULL AND is_duplicate = 0
        ON CONFLICT DO NOTHING
        """;

    public static async Task Run(string connectionString, IEnumerable<StoredEvent> rows)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        await using var connection = await source.OpenConnectionAsync();
        await Execute("SET maintenance_work_mem = '512MB'");
        await Execute("SET work_mem = '256MB'");
        var indexes = await ReadIndexes();
        foreach (var (name, _) in indexes) await Execute($"DROP INDEX {name}");
        await Copy();
        foreach (var (_, definition) in indexes) await Execute(definition);
        await Execute(VisitorStreams);
        await Execute("VACUUM ANALYZE events");
        await Execute("VACUUM ANALYZE visitor_streams");

        async Task Execute(string text)
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync();
        }

        async Task<List<(string Name, string Definition)>> ReadIndexes()
        {
            var found = new List<(string, string)>();
            await using var command = new NpgsqlCommand(Indexes, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) found.Add((reader.GetString(0), reader.GetString(1)));
            return found;
        }

        async Task Copy()
        {
            var columns = PostgresColumns.All;
            var names = string.Join(", ", columns.Select(column => column.Name));
            await using var copy = await connection.BeginBinaryImportAsync($"COPY events ({names}) FROM STDIN (FORMAT binary)");
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                foreach (var column in columns) column.Write(copy, row);
            }

            await copy.CompleteAsync();
        }
    }
}
