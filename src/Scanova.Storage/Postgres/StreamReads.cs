using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>Heads and loads of streams, many streams to a query.</summary>
internal sealed class StreamReads
{
    private const string HeadsQuery = """
        SELECT ARRAY(
          SELECT coalesce((
            SELECT e.version FROM events AS e
            WHERE e.stream_id = s.stream_id AND e.stream_kind = s.stream_kind AND e.site_id = s.site_id
            ORDER BY e.version DESC
            LIMIT 1), 0)
          FROM unnest($1::text[], $2::smallint[], $3::uuid[]) AS s (site_id, stream_kind, stream_id))
        """;

    private const string LoadsQuery = $"""
        SELECT {EventRows.Columns}, s.number::integer
        FROM unnest($1::text[], $2::smallint[], $3::uuid[], $4::bigint[], $5::integer[])
          WITH ORDINALITY AS s (site_id, stream_kind, stream_id, after, most, number)
        CROSS JOIN LATERAL (
          SELECT * FROM events AS e
          WHERE e.stream_id = s.stream_id AND e.stream_kind = s.stream_kind AND e.site_id = s.site_id AND e.version > s.after
          ORDER BY e.version
          LIMIT s.most) AS e
        """;

    private readonly NpgsqlDataSource _source;

    public StreamReads(NpgsqlDataSource source)
    {
        _source = source;
        Heads = new SharedReads<StreamId, long>(ReadHeads, most: 500, lanes: 2);
        Loads = new SharedReads<Load, IReadOnlyList<StoredEvent>>(ReadRows, most: 50, lanes: 2);
    }

    public SharedReads<StreamId, long> Heads { get; }

    public SharedReads<Load, IReadOnlyList<StoredEvent>> Loads { get; }

    private async Task<IReadOnlyList<long>> ReadHeads(IReadOnlyList<StreamId> streams)
    {
        var (sites, kinds, ids) = Keys(streams.Count, i => streams[i]);
        var heads = await _source.Query(HeadsQuery, row => row.GetFieldValue<long[]>(0), CancellationToken.None, sites, kinds, ids);
        return heads[0];
    }

    private async Task<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadRows(IReadOnlyList<Load> loads)
    {
        var (sites, kinds, ids) = Keys(loads.Count, i => loads[i].Stream);
        var after = loads.Select(load => load.AfterVersion).ToArray();
        var most = loads.Select(load => load.Limit).ToArray();
        var answers = loads.Select(_ => new List<StoredEvent>()).ToArray();
        await _source.Query(
            LoadsQuery,
            row =>
            {
                answers[row.GetInt32(EventRows.Count) - 1].Add(EventRows.Read(row));
                return true;
            },
            CancellationToken.None, sites, kinds, ids, after, most);
        return answers;
    }

    private static (string[] Sites, short[] Kinds, Guid[] Ids) Keys(int count, Func<int, StreamId> stream)
    {
        var keys = (Sites: new string[count], Kinds: new short[count], Ids: new Guid[count]);
        for (var i = 0; i < count; i++)
        {
            var (site, kind, id) = stream(i);
            keys.Sites[i] = site;
            keys.Kinds[i] = (short)kind;
            keys.Ids[i] = id;
        }

        return keys;
    }

    /// <summary>One load of <see cref="IEventLog.Load"/>.</summary>
    public readonly record struct Load(StreamId Stream, long AfterVersion, int Limit);
}
