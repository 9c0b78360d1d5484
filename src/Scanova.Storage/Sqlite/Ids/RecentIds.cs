using Scanova.Log;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>
/// Where ids stand that the table <c>ids</c> may not have yet: those that come in, and those that are on their way into the
/// table. Safe for any thread.
/// </summary>
internal sealed class RecentIds
{
    private const int OriginalKind = 0;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, int> _siteNumbers = [];
    private readonly List<string> _sites = [];
    private Dictionary<StoredId, long> _coming = [];
    private Dictionary<StoredId, long> _leaving = [];

    public int Coming => _coming.Count;

    public long? Find(string siteId, Guid eventId) => Find(siteId, eventId, OriginalKind);

    public long? Find(StreamId stream) => Find(stream.SiteId, stream.Id, (int)stream.Kind);

    public long? Find(StoredId id)
    {
        lock (_turn)
        {
            if (_coming.TryGetValue(id, out var position) || _leaving.TryGetValue(id, out position)) return position;
            return null;
        }
    }

    public StoredId Original(string siteId, Guid eventId) => new(eventId, OriginalKind, Number(siteId));

    public StoredId Of(StreamId stream) => new(stream.Id, (int)stream.Kind, Number(stream.SiteId));

    public string SiteOf(StoredId id)
    {
        lock (_turn) return _sites[id.Site];
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

    /// <summary>For readers: a site that no row is of gets no number.</summary>
    private long? Find(string siteId, Guid id, int kind)
    {
        lock (_turn) return _siteNumbers.TryGetValue(siteId, out var site) ? Find(new StoredId(id, kind, site)) : null;
    }

    private int Number(string siteId)
    {
        lock (_turn)
        {
            if (_siteNumbers.TryGetValue(siteId, out var number)) return number;
            _sites.Add(siteId);
            return _siteNumbers[siteId] = _sites.Count - 1;
        }
    }
}
