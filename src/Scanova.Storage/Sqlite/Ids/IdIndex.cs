using Microsoft.Data.Sqlite;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>
/// Where the originals of event ids and the starts of streams stand, exactly and at any moment. Ids are random: put into an
/// index with its row, each costs a page of its own, ten times the bytes of the row. Here they are kept in memory at first and
/// get into the table <c>ids</c> many together, in its order. After a crash the memory is read from the end of the log.
/// </summary>
/// <remarks>For the writer's thread, <see cref="Recent"/> apart.</remarks>
internal sealed class IdIndex : IDisposable
{
    /// <summary>Ids worth a merge, as a part of all: as many come to each page of the table, however large it is.</summary>
    private const int PartWorthMerging = 8;

    /// <summary>Fewer are no trouble in memory.</summary>
    public const int LeastWorthMerging = 1 << 15;

    /// <summary>Some 50 MB of memory, and a second to read them at a start.</summary>
    private const int MostWorthMerging = 1 << 19;

    private readonly int _leastWorthMerging;
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _setMerged;
    private readonly Dictionary<StoredId, long> _ofTransaction = [];
    private IdMerge? _merge;

    private IdIndex(SqliteConnection writer, int leastWorthMerging)
    {
        _leastWorthMerging = leastWorthMerging;
        _find = new Statement(writer, "SELECT log_position FROM ids WHERE id = ?1 AND kind = ?2 AND site_id = ?3");
        _insert = new Statement(writer, "INSERT INTO ids (id, kind, site_id, log_position) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET log_position = excluded.log_position");
        _setMerged = new Statement(writer, "UPDATE ids_merged SET log_position = ?1");
    }

    /// <summary>Those that the table may not have yet.</summary>
    public RecentIds Recent { get; } = new();

    public static IdIndex Open(SqliteConnection writer, int leastWorthMerging)
    {
        var index = new IdIndex(writer, leastWorthMerging);
        UnmergedIds.Read(writer, index.Recent);
        return index;
    }

    /// <summary>Where the id stands, rows of the transaction under way included.</summary>
    public long? Find(StoredId id)
    {
        if (_ofTransaction.TryGetValue(id, out var position)) return position;
        return Recent.Find(id) ?? FindMerged(id);
    }

    /// <summary>Says where an id stands from the transaction under way on.</summary>
    public void Set(StoredId id, long position) => _ofTransaction[id] = position;

    /// <summary>Puts some of the recent ids into the table: a few more than have come, so that the merge ends.</summary>
    public void Merge()
    {
        if (_merge is null) return;
        foreach (var (id, position) in _merge.Take(_ofTransaction.Count + (_ofTransaction.Count / 4) + 1))
        {
            Bind(_insert, id);
            _insert.Bind(4, (long?)position);
            _insert.Run();
        }

        if (!_merge.IsDone) return;
        _setMerged.Bind(1, (long?)_merge.Position);
        _setMerged.Run();
    }

    /// <param name="position">The last of all rows.</param>
    public void Committed(long position)
    {
        Recent.Add(_ofTransaction);
        _ofTransaction.Clear();
        _merge?.Committed();
        if (_merge is { IsDone: true })
        {
            _merge = null;
            Recent.ForgetLeaving();
        }

        if (_merge is null && Recent.Coming >= Math.Clamp(position / PartWorthMerging, _leastWorthMerging, MostWorthMerging))
        {
            _merge = new IdMerge(Recent.Leave(), position);
        }
    }

    public void RolledBack()
    {
        _ofTransaction.Clear();
        _merge?.RolledBack();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _setMerged.Dispose();
    }

    private long? FindMerged(StoredId id)
    {
        Bind(_find, id);
        return _find.FirstNumber();
    }

    private void Bind(Statement statement, StoredId id)
    {
        statement.BindBlob(1, id.Id);
        statement.Bind(2, (long?)id.Kind);
        statement.Bind(3, Recent.SiteOf(id));
    }
}
