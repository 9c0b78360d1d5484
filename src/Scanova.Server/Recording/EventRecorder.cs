using Scanova.Log;
using Scanova.Server.Ingest;
using Scanova.Sessions;
using Scanova.Visitors;

namespace Scanova.Server.Recording;

/// <summary>
/// Brings each event to the grain that decides about it: its scan session's, else its visitor's, else none; one call a
/// grain with all its events. A repeat of an id inside one call waits for the first (contract section 4).
/// </summary>
public sealed class EventRecorder(IGrainFactory grains, LoneEvents lone, IEventReader reader, GrainCalls calls, ILogger<EventRecorder> logger)
    : IEventRecorder
{
    public async Task<IReadOnlyList<RecordOutcome>> Record(
        IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation, bool mayBeStored = false)
    {
        if (events.Count == 1) return await Record(Parcel.Of(events[0]), mayBeStored, cancellation);

        var outcomes = new RecordOutcome[events.Count];
        foreach (var wave in Wave.Split(events))
        {
            await Task.WhenAll(wave.Select(async parcel =>
            {
                var results = await Record(parcel, mayBeStored, cancellation);
                for (var i = 0; i < results.Length; i++) outcomes[parcel.Indexes[i]] = results[i];
            }));
        }

        return outcomes;
    }

    public async Task<IReadOnlyList<RecordPreview>> Preview(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation)
    {
        var previews = new RecordPreview[events.Count];
        var known = new HashSet<(string SiteId, Guid EventId)>();
        foreach (var site in events.GroupBy(e => e.Event.SiteId))
        {
            var ids = site.Select(e => e.Event.EventId).ToHashSet();
            foreach (var id in await reader.KnownIds(site.Key, ids, cancellation)) known.Add((site.Key, id));
        }

        foreach (var wave in Wave.Split(events))
        {
            foreach (var parcel in wave)
            {
                var claimed = parcel.Events.Where(e => known.Contains((e.SiteId, e.EventId))).Select(e => e.EventId).ToArray();
                var rows = await calls.Call((_, token) => Preview(parcel, claimed, token), cancellation);
                for (var i = 0; i < rows.Count; i++) previews[parcel.Indexes[i]] = new RecordPreview(rows[i].IsDuplicate, rows[i].Event);
            }

            foreach (var e in wave.SelectMany(parcel => parcel.Events)) known.Add((e.SiteId, e.EventId));
        }

        return previews;
    }

    private async Task<RecordOutcome[]> Record(Parcel parcel, bool mayBeStored, CancellationToken cancellation)
    {
        var outcomes = new RecordOutcome[parcel.Events.Count];
        try
        {
            var recorded = await calls.Call((isRetry, token) => Send(parcel, mayBeStored || isRetry, token), cancellation);
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = recorded[i].IsDuplicate ? RecordOutcome.StoredAsDuplicate : RecordOutcome.Stored;
            }
        }
        catch (LogUnavailableException)
        {
            Array.Fill(outcomes, RecordOutcome.Unavailable);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it was, the client must repeat: nothing is known to be stored. The type alone: a text may hold values.
            logger.LogError("Recording failed unexpectedly: {Reason}", e.GetType().FullName);
            Array.Fill(outcomes, RecordOutcome.Unavailable);
        }

        return outcomes;
    }

    private Task<IReadOnlyList<Recorded>> Send(Parcel parcel, bool isRetry, CancellationToken cancellation)
    {
        var request = new RecordRequest(parcel.Events, parcel.Policy, isRetry);
        return parcel.Stream.Kind switch
        {
            // What a grain has begun to store it finishes; a token would only make each call dearer.
            StreamKind.ScanSession => grains.GetGrain<IScanSessionGrain>(parcel.Stream.Id, parcel.Stream.SiteId).Record(request, CancellationToken.None),
            StreamKind.Visitor => grains.GetGrain<IVisitorGrain>(parcel.Stream.Id, parcel.Stream.SiteId).Record(request, CancellationToken.None),
            _ => lone.Record(parcel.Stream, request, cancellation),
        };
    }

    private Task<IReadOnlyList<StoredEvent>> Preview(Parcel parcel, Guid[] claimed, CancellationToken cancellation)
    {
        var request = new RecordRequest(parcel.Events, parcel.Policy, IsRetry: false);
        return parcel.Stream.Kind switch
        {
            StreamKind.ScanSession => grains.GetGrain<IScanSessionGrain>(parcel.Stream.Id, parcel.Stream.SiteId).Preview(request, claimed, cancellation),
            StreamKind.Visitor => grains.GetGrain<IVisitorGrain>(parcel.Stream.Id, parcel.Stream.SiteId).Preview(request, claimed, cancellation),
            _ => Task.FromResult(LoneEvents.Preview(parcel.Stream, request, claimed)),
        };
    }
}
