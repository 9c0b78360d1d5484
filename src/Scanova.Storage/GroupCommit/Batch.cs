using Scanova.Log;

namespace Scanova.Storage.GroupCommit;

/// <summary>
/// The appends of one lane's next transaction. Unless the store judges in order, no two of them touch the same stream or
/// claim the same event id: the later one waits for the next batch, where the store knows the earlier one's fate.
/// </summary>
internal sealed class Batch(bool judgesInOrder, int mostRows)
{
    private readonly List<PendingAppend> _members = [];
    private readonly HashSet<StreamId> _streams = [];
    private readonly HashSet<(string SiteId, Guid EventId)> _claims = [];
    private List<PendingAppend> _deferred = [];
    private int _rows;

    public bool IsFull => _rows >= mostRows;

    public bool HasMembers => _members.Count > 0;

    public void Add(PendingAppend pending)
    {
        if (pending.IsGivenUp()) return;
        if (!judgesInOrder && Meets(pending.Append))
        {
            _deferred.Add(pending);
            return;
        }

        _members.Add(pending);
        _rows += pending.Rows;
    }

    /// <summary>Hands over what was gathered and starts the next batch with what was deferred.</summary>
    public PendingAppend[] Take()
    {
        var taken = _members.ToArray();
        _members.Clear();
        _streams.Clear();
        _claims.Clear();
        _rows = 0;

        var waited = _deferred;
        _deferred = [];
        foreach (var pending in waited) Add(pending);
        return taken;
    }

    private bool Meets(Append append)
    {
        if (_streams.Contains(append.Stream)) return true;
        foreach (var row in append.Rows)
        {
            if (!row.IsDuplicate && _claims.Contains((append.Stream.SiteId, row.Event.EventId))) return true;
        }

        _streams.Add(append.Stream);
        foreach (var row in append.Rows)
        {
            if (!row.IsDuplicate) _claims.Add((append.Stream.SiteId, row.Event.EventId));
        }

        return false;
    }
}
