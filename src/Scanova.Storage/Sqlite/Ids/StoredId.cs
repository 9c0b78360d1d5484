using Scanova.Events;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>An id that the log is searched by. Without references: the collector need not look at a million of them.</summary>
/// <param name="Kind">0 for that of an original, else a <see cref="Log.StreamKind"/>.</param>
/// <param name="Site">The site's number in <see cref="RecentIds"/>.</param>
internal readonly record struct StoredId(Guid Id, int Kind, int Site) : IComparable<StoredId>
{
    /// <summary>In the order of the table <c>ids</c>, but for ids that sites share.</summary>
    public int CompareTo(StoredId other)
    {
        var byId = Id.CompareTo(other.Id);
        if (byId != 0) return byId;
        return Kind != other.Kind ? Kind.CompareTo(other.Kind) : Site.CompareTo(other.Site);
    }

    public override int GetHashCode() => IdHash.Of(Id);
}
