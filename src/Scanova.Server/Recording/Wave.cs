using Scanova.Events;
using Scanova.Log;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

/// <summary>
/// Splits the events of one call into at most two waves, one after the other: first each event id's first event, then all
/// repeats, so that the first of a batch wins also when its repeat belongs to another scan session (contract section 4).
/// </summary>
internal static class Wave
{
    public static IEnumerable<IReadOnlyList<Parcel>> Split(IReadOnlyList<AcceptedEvent> events)
    {
        var ids = new HashSet<(string, Guid)>(events.Count);
        var firsts = new List<int>(events.Count);
        var repeats = new List<int>();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i].Event;
            (ids.Add((e.SiteId, e.EventId)) ? firsts : repeats).Add(i);
        }

        yield return Parcels(events, firsts);
        if (repeats.Count > 0) yield return Parcels(events, repeats);
    }

    private static List<Parcel> Parcels(IReadOnlyList<AcceptedEvent> events, List<int> indexes)
    {
        var byStream = new Dictionary<StreamId, (List<Event> Events, List<int> Indexes)>();
        foreach (var index in indexes)
        {
            var routed = Parcel.Routed(events[index]);
            var stream = StreamId.Of(routed);
            if (!byStream.TryGetValue(stream, out var parcel)) byStream.Add(stream, parcel = ([], []));
            parcel.Events.Add(routed);
            parcel.Indexes.Add(index);
        }

        return [.. byStream.Select(p => new Parcel(p.Key, events[p.Value.Indexes[0]].Policy, p.Value.Events, p.Value.Indexes))];
    }
}
