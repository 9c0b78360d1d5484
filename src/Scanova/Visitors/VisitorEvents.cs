using System.Text.Json.Serialization;
using Scanova.Log;

namespace Scanova.Visitors;

/// <summary>
/// What a visitor's grain must know of the events that name the visitor and no scan session. They inherit no consent
/// (contract section 7), so it is only which ids were there.
/// </summary>
public sealed class VisitorEvents : IStreamState
{
    private const int Capacity = 1_000;

    [JsonInclude]
    public long Version { get; private set; }

    [JsonInclude]
    public Guid RecordId { get; private set; }

    [JsonInclude]
    public bool HasOriginals { get; private set; }

    /// <summary>The ids of the originals stored last, by version.</summary>
    [JsonInclude]
    public SortedList<long, Guid> RecentIds { get; private set; } = [];

    [JsonIgnore]
    public ConsentStatement? LatestConsent => null;

    public bool HasSeen(Guid eventId) => RecentIds.ContainsValue(eventId);

    public bool HasVisitor(Guid visitorId) => HasOriginals;

    public void Apply(StoredEvent row)
    {
        if (row.Version > Version) (Version, RecordId) = (row.Version, row.Event.RecordId);
        if (row.IsDuplicate) return;

        HasOriginals = true;
        RecentIds[row.Version] = row.Event.EventId;
        if (RecentIds.Count > Capacity) RecentIds.RemoveAt(0);
    }
}
