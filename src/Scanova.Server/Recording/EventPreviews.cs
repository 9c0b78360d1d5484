using Scanova.Events;
using Scanova.Log;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

/// <summary>What recording some events would store now, storing nothing (contract section 9, <c>POST /validate</c>).</summary>
public sealed class EventPreviews(StreamGrains grains, IEventReader reader, GrainCalls calls)
{
    /// <summary>
    /// Asks each stream once, with all its events in input order, so that an event sees what the earlier ones state. All it can't
    /// see of the other streams is which ids they have by then: those whose first event is theirs.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store is away, or no silo answered in time.</exception>
    public async Task<IReadOnlyList<RecordPreview>> Of(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation)
    {
        var known = await KnownIds(events, cancellation);
        var firsts = new Dictionary<(string SiteId, Guid EventId), StreamId>(events.Count);
        var routed = events.Select(Parcel.Routed).ToArray();
        foreach (var e in routed) firsts.TryAdd((e.SiteId, e.EventId), StreamId.Of(e));

        var previews = new RecordPreview[events.Count];
        await Task.WhenAll(Enumerable.Range(0, routed.Length).GroupBy(i => StreamId.Of(routed[i])).Select(async stream =>
        {
            var indexes = stream.ToArray();
            var request = new RecordRequest([.. indexes.Select(i => routed[i])], events[indexes[0]].Policy, IsRetry: false);
            var claimed = request.Events.Where(e => IsClaimed(e, stream.Key)).Select(e => e.EventId).ToArray();
            var rows = await calls.Look(token => Rows(stream.Key, request, claimed, token), cancellation);
            for (var i = 0; i < indexes.Length; i++) previews[indexes[i]] = new RecordPreview(rows[i].IsDuplicate, rows[i].Event);
        }));
        return previews;

        bool IsClaimed(Event e, StreamId stream) => known.Contains((e.SiteId, e.EventId)) || firsts[(e.SiteId, e.EventId)] != stream;
    }

    private async Task<HashSet<(string SiteId, Guid EventId)>> KnownIds(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation)
    {
        var known = new HashSet<(string, Guid)>();
        foreach (var site in events.GroupBy(e => e.Event.SiteId, e => e.Event.EventId))
        {
            foreach (var id in await reader.KnownIds(site.Key, site.ToHashSet(), cancellation)) known.Add((site.Key, id));
        }

        return known;
    }

    private Task<IReadOnlyList<StoredEvent>> Rows(StreamId stream, RecordRequest request, Guid[] claimed, CancellationToken cancellation) => stream.Kind switch
    {
        StreamKind.ScanSession => grains.ScanSession(stream).Preview(request, claimed, cancellation),
        StreamKind.Visitor => grains.Visitor(stream).Preview(request, claimed, cancellation),
        _ => Task.FromResult(FirstEvents.Preview(stream, request, claimed)),
    };
}
