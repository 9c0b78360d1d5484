using System.Runtime.InteropServices;
using Scanova.Log;

namespace Scanova.Storage.Sqlite.Ids;

/// <summary>An id that the log is searched by: that of an original, or of a stream.</summary>
/// <param name="Kind">0 for an original, else a <see cref="StreamKind"/>.</param>
internal readonly record struct StoredId(Guid Id, int Kind, string SiteId) : IComparable<StoredId>
{
    public static StoredId Original(string siteId, Guid eventId) => new(eventId, 0, siteId);

    public static StoredId Of(StreamId stream) => new(stream.Id, (int)stream.Kind, stream.SiteId);

    /// <summary>In the order of the table <c>ids</c>.</summary>
    public int CompareTo(StoredId other)
    {
        var byId = Id.CompareTo(other.Id);
        if (byId != 0) return byId;
        return Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(SiteId, other.SiteId);
    }

    /// <summary>Of all bytes of the id and seeded: whoever chooses ids must not choose their places in a table.</summary>
    public override int GetHashCode()
    {
        var id = Id;
        var parts = MemoryMarshal.Cast<Guid, int>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        return HashCode.Combine(parts[0], parts[1], parts[2], parts[3]);
    }
}
