using Npgsql;
using Scanova.Log;
using Scanova.Storage.GroupCommit;

namespace Scanova.Storage.Postgres;

/// <summary>The event log in PostgreSQL, shared by all silos of a cluster.</summary>
internal sealed class PostgresEventLog(AppendLanes lanes, NpgsqlDataSource source) : IEventLog
{
    private readonly StreamReads _streams = new(source);

    public bool IsSoleWriter => false;

    public Task<AppendOutcome> Append(Append append, CancellationToken cancellation) => lanes.Append(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation) =>
        _streams.Loads.Read(new StreamReads.Load(stream, afterVersion, limit), cancellation);

    public async Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation) =>
        recordIds.Count == 0 ? [] : await source.Query(
            $"""
            SELECT {EventRows.Columns} FROM events AS e
            WHERE e.stream_id = $1 AND e.stream_kind = $2 AND e.site_id = $3 AND e.record_id = ANY ($4)
            ORDER BY e.version
            """,
            EventRows.Read, cancellation, stream.Id, (short)stream.Kind, stream.SiteId, recordIds.ToArray());

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) => _streams.Heads.Read(stream, cancellation);
}
