namespace Scanova.Storage.Sqlite.Ids;

/// <summary>
/// Where ids stand that the table <c>ids</c> may not have yet: those that come in, and those that are on their way into the
/// table. Safe for any thread.
/// </summary>
internal sealed class RecentIds
{
    private readonly Lock _turn = new();
    private Dictionary<StoredId, long> _coming = [];
    private Dictionary<StoredId, long> _leaving = [];

    public int Coming => _coming.Count;

    public long? Find(StoredId id)
    {
        lock (_turn)
        {
            if (_coming.TryGetValue(id, out var position) || _leaving.TryGetValue(id, out position)) return position;
            return null;
        }
    }

    public void Add(Dictionary<StoredId, long> ids)
    {
        lock (_turn)
        {
            foreach (var (id, position) in ids) _coming[id] = position;
        }
    }

    /// <summary>Begins anew with none; those of before stay until <see cref="ForgetLeaving"/>.</summary>
    /// <returns>Those of before, which do not change any more.</returns>
    public IReadOnlyCollection<KeyValuePair<StoredId, long>> Leave()
    {
        lock (_turn)
        {
            (_leaving, _coming) = (_coming, []);
            return _leaving;
        }
    }

    /// <summary>To be called when the table has them.</summary>
    public void ForgetLeaving()
    {
        lock (_turn) _leaving = [];
    }
}
