using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Server.Ingest;

/// <summary>The way from an accepted event to the log: routes to grains, retries inside one deadline, never throws for a store that is away.</summary>
public interface IEventRecorder
{
    /// <summary>Stores each event, in input order, one outcome an event. Events of any number of sites may stand in one call.</summary>
    /// <param name="mayBeStored">True when an earlier call with the same record ids may have been stored.</param>
    Task<IReadOnlyList<RecordOutcome>> Record(
        IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation, bool mayBeStored = false);

    /// <summary>
    /// Stores the event that begins a scan session which nobody knows of before it is answered, without waking the session's
    /// grain: most scans lead to nothing more. If the session becomes known all the same, <see cref="Record"/> the event, too.
    /// </summary>
    Task<RecordOutcome> Begin(AcceptedEvent first, CancellationToken cancellation);

    /// <summary>What <see cref="Record"/> would store now, storing nothing (contract section 9, <c>POST /validate</c>).</summary>
    Task<IReadOnlyList<RecordPreview>> Preview(IReadOnlyList<AcceptedEvent> events, CancellationToken cancellation);
}

/// <summary>An event that passed every check, with its site's consent settings.</summary>
public readonly record struct AcceptedEvent(Event Event, ConsentPolicy Policy);

public enum RecordOutcome
{
    Stored,
    StoredAsDuplicate,

    /// <summary>Not known to be stored: 503, to be repeated with the same <c>event_id</c>.</summary>
    Unavailable,
}

/// <param name="Stored">The event as it would be stored, after consent.</param>
public readonly record struct RecordPreview(bool IsDuplicate, Event Stored);
