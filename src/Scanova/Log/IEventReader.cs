namespace Scanova.Log;

/// <summary>Reads of stored events that a grain's fold does not answer (contract section 9). All throw <see cref="LogUnavailableException"/> when the store is away.</summary>
public interface IEventReader
{
    /// <summary>A page of a scan session's journey in the order of event time, receipt and storing.</summary>
    /// <param name="after">The last row of the page before, or null to start.</param>
    /// <param name="limit">1–501.</param>
    Task<IReadOnlyList<EventRow>> Journey(
        string siteId, Guid scanSessionId, Position? after, int limit, bool includeDuplicates, CancellationToken cancellation);

    /// <summary>The original and, in the order of storing, the newest 1,000 repeats of an event id; empty when the site has none.</summary>
    Task<IReadOnlyList<EventRow>> Find(string siteId, Guid eventId, CancellationToken cancellation);

    /// <summary>Whether each id already has an original, for judging without storing.</summary>
    Task<IReadOnlySet<Guid>> KnownIds(string siteId, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation);

    /// <summary>The streams with an original of this visitor, with their newest versions: scan sessions and the visitor's own.</summary>
    Task<IReadOnlyList<StreamHead>> VisitorStreams(string siteId, Guid visitorId, CancellationToken cancellation);

    /// <summary>
    /// The newest 1,000 originals of a stream, scan and refunds left out, that count as conversions under
    /// <paramref name="conversionEvents"/> (empty: every server event), in the order of a journey.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> Conversions(StreamId stream, IReadOnlyCollection<string> conversionEvents, CancellationToken cancellation);
}

/// <summary>A stored row as read: with the QR code of its session's scan.</summary>
public sealed record EventRow(StoredEvent Stored, string? Qrid);

/// <summary>A stream and its newest version.</summary>
[GenerateSerializer, Immutable, Alias("stream-head")]
public readonly record struct StreamHead([property: Id(0)] StreamId Stream, [property: Id(1)] long Version);
