using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="IEventLog"/>
internal sealed class SqliteEventLog(SqliteStore store) : IEventLog
{
    private static readonly string LoadSql =
        $"SELECT {EventColumns.List} FROM events WHERE {StreamSql.OfStream} AND version > $after ORDER BY version LIMIT $limit";

    private static readonly string FindSql = StreamSql.Records();

    public bool IsSoleWriter => true;

    public Task<AppendOutcome> Append(Append append, CancellationToken cancellation) => store.Lanes.Append(append, cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation) =>
        await store.Database.Read(
            connection => connection.Query(
                EventRows.Read, LoadSql, [.. StreamSql.Parameters(stream, store.RecentIds), ("$after", afterVersion), ("$limit", limit)]),
            cancellation);

    public async Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation)
    {
        var records = SqliteCommands.JsonArray(recordIds.Select(id => id.ToString("N")));
        return await store.Database.Read(
            connection => connection.Query(
                EventRows.Read, FindSql, [.. StreamSql.Parameters(stream, store.RecentIds), ("$records", records), ("$limit", recordIds.Count)]),
            cancellation);
    }

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) =>
        store.Database.Read(
            connection => connection.Query(
                row => row.GetInt64(0),
                $"SELECT coalesce(max(version), 0) FROM events WHERE {StreamSql.OfStream}",
                StreamSql.Parameters(stream, store.RecentIds)).Single(),
            cancellation);
}
