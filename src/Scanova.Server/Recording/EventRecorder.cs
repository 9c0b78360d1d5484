using Scanova.Log;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

/// <summary>
/// Brings each event to the grain that decides about it: its scan session's, else its visitor's, else none; one call a
/// grain with all its events of a <see cref="Wave"/>. What a batch begins wakes no grain: days that are sent in later would
/// fill the memory with sessions that nobody asks for.
/// </summary>
public sealed class EventRecorder(StreamGrains grains, FirstEvents firsts, EventPreviews previews, GrainCalls calls, ILogger<EventRecorder> logger)
    : IEventRecorder
{
    public async Task<IReadOnlyList<RecordOutcome>> Record(
        IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation, bool mayBeStored = false)
    {
        if (events.Count == 1) return await Record(Parcel.Of(events[0]), mayBegin: false, mayBeStored, cancellation);

        var outcomes = new RecordOutcome[events.Count];
        Array.Fill(outcomes, RecordOutcome.Unavailable);
        foreach (var wave in Wave.Split(events))
        {
            await Task.WhenAll(wave.Select(async parcel =>
            {
                var results = await Record(parcel, mayBegin: true, mayBeStored, cancellation);
                for (var i = 0; i < results.Length; i++) outcomes[parcel.Indexes[i]] = results[i];
            }));

            // A later wave must not take effect before what it was to follow: the client repeats both.
            if (wave.Exists(parcel => outcomes[parcel.Indexes[0]] == RecordOutcome.Unavailable)) break;
        }

        return outcomes;
    }

    public async Task<RecordOutcome> Begin(AcceptedEvent first, CancellationToken cancellation)
    {
        var parcel = Parcel.Of(first);
        return (await Outcomes(parcel, () => firsts.Record(parcel.Stream, parcel.Request(isRetry: false), cancellation)))[0];
    }

    public Task<IReadOnlyList<RecordPreview>> Preview(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation) =>
        previews.Of(events, cancellation);

    private Task<RecordOutcome[]> Record(Parcel parcel, bool mayBegin, bool mayBeStored, CancellationToken cancellation) =>
        Outcomes(parcel, () => calls.Record((isRetry, token) => Send(parcel, mayBegin, mayBeStored || isRetry, token), cancellation));

    private async Task<RecordOutcome[]> Outcomes(Parcel parcel, Func<Task<IReadOnlyList<Recorded>>> record)
    {
        var outcomes = new RecordOutcome[parcel.Events.Count];
        try
        {
            var recorded = await record();
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

    private async Task<IReadOnlyList<Recorded>> Send(Parcel parcel, bool mayBegin, bool isRetry, CancellationToken cancellation)
    {
        var (stream, request) = (parcel.Stream, parcel.Request(isRetry));
        if (stream.Kind == StreamKind.Lone) return await firsts.Record(stream, request, cancellation);

        if (mayBegin && !isRetry && await firsts.TryBegin(stream, request, cancellation) is { } recorded) return recorded;

        // What a grain has begun to store it finishes; a token would only make each call dearer.
        return stream.Kind == StreamKind.ScanSession
            ? await grains.ScanSession(stream).Record(request, CancellationToken.None)
            : await grains.Visitor(stream).Record(request, CancellationToken.None);
    }
}
