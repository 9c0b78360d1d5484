namespace Scanova.Storage.Sqlite.Ids;

/// <summary>Recent ids on their way into the table <c>ids</c>, a few with each commit, in the table's order.</summary>
/// <param name="position">The table has every id up to this log position once these are in.</param>
internal sealed class IdMerge(IReadOnlyCollection<KeyValuePair<StoredId, long>> ids, long position)
{
    // Some hundred thousand: the writer has better things to do than to sort them.
    private readonly Task<KeyValuePair<StoredId, long>[]> _sorted = Task.Run(() => Sorted(ids));
    private int _merged;
    private int _merging;

    public long Position => position;

    /// <summary>Whether all are in the table, the ids just taken included.</summary>
    public bool IsDone => _sorted.IsCompletedSuccessfully && _merging == _sorted.Result.Length;

    /// <returns>The next ids to be put into the table by the transaction under way; none while they are still being sorted.</returns>
    public ReadOnlySpan<KeyValuePair<StoredId, long>> Take(int most)
    {
        if (!_sorted.IsCompletedSuccessfully) return [];
        var from = _merging;
        _merging = Math.Min(_sorted.Result.Length, from + most);
        return _sorted.Result.AsSpan(from.._merging);
    }

    public void Committed() => _merged = _merging;

    public void RolledBack() => _merging = _merged;

    private static KeyValuePair<StoredId, long>[] Sorted(IReadOnlyCollection<KeyValuePair<StoredId, long>> ids)
    {
        KeyValuePair<StoredId, long>[] sorted = [.. ids];
        sorted.AsSpan().Sort((left, right) => left.Key.CompareTo(right.Key));
        return sorted;
    }
}
