namespace Scanova.Log;

/// <summary>
/// The durable log of all events: the truth that every grain's state is a fold of. Two unique keys referee each append:
/// (stream, version) fences a stale writer, (site_id, event_id) among originals decides a repeat (contract section 6).
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// True when no other process can write this log, so that what a grain folded is all there is and a lookup needs no
    /// <see cref="HeadVersion"/>.
    /// </summary>
    bool IsSoleWriter { get; }

    /// <summary>
    /// Stores all rows of the append, durably, or none. The version fence is judged first: an append that loses it leaves
    /// no claim on an event id and its bodies are not written. An append all of whose rows already stand at their versions,
    /// each under its record id and an original or a repeat as it says, is <see cref="Stored"/>: it is our own, done again.
    /// </summary>
    /// <exception cref="LogUnavailableException">The queue is full, or the store did not say in time whether it stored the rows.</exception>
    Task<AppendOutcome> Append(Append append, CancellationToken cancellation);

    /// <summary>The rows of a stream after a version, in version order, at most <paramref name="limit"/>; duplicates included.</summary>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>Those rows of a stream that carry one of the record ids, each once: what an earlier attempt of ours stored.</summary>
    /// <param name="recordIds">Any of them may stand there several times.</param>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation);

    /// <summary>The highest version of a stream, 0 for an unknown one.</summary>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    Task<long> HeadVersion(StreamId stream, CancellationToken cancellation);
}
