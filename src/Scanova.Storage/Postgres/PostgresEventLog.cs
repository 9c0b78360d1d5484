using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>The event log in PostgreSQL, shared by all silos of a cluster.</summary>
internal sealed class PostgresEventLog(PostgresStore store, PostgresSources sources) : IEventLog
{
    private static readonly string FindSql =
        $"""
        SELECT {EventRows.Columns} FROM events AS e
        WHERE e.stream_id = $1 AND e.stream_kind = $2 AND e.site_id = $3 AND e.version <= 1000 AND e.record_id = ANY ($4)
        UNION ALL
        SELECT {EventRows.Columns}
        FROM unnest($4) AS asked (id)
        CROSS JOIN LATERAL (SELECT * FROM events AS l WHERE l.record_id = asked.id AND l.version > 1000 LIMIT 1) AS e
        WHERE e.stream_id = $1 AND e.stream_kind = $2 AND e.site_id = $3
        """;

    private readonly StreamReads _streams = new(sources.Log);

    public bool IsSoleWriter => false;

    public Task<AppendOutcome> Append(Append append, CancellationToken cancellation) => store.Lanes.Append(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation) =>
        _streams.Loads.Read(new StreamReads.Load(stream, afterVersion, limit), cancellation);

    public async Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation) =>
        await sources.Log.Query(
            FindSql, EventRows.Read, cancellation, stream.Id, (short)stream.Kind, stream.SiteId, recordIds.Distinct().ToArray());

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) => _streams.Heads.Read(stream, cancellation);
}
