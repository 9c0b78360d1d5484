using Scanova.Log;

namespace Scanova.Server.Recording;

/// <summary>
/// Events that begin their stream go straight to the log, for there is nothing that a grain would know: those with neither
/// scan session nor visitor, each a stream of its own under its record id; a scan, whose session is made with it; and what a
/// batch brings for a session or visitor that is new here. The log's two keys referee them like any other.
/// </summary>
public sealed class FirstEvents(IEventLog log, BegunStreams begun)
{
    private static readonly IReadOnlyDictionary<Guid, StoredEvent> NoRows = new Dictionary<Guid, StoredEvent>();

    /// <summary>Stores the event of a stream that has no other; a second attempt finds the first.</summary>
    /// <param name="request">Of one event.</param>
    /// <exception cref="LogUnavailableException">Nothing is known to be stored.</exception>
    public async Task<IReadOnlyList<Recorded>> Record(StreamId stream, RecordRequest request, CancellationToken cancellation)
    {
        var record = request.Events[0].RecordId;
        if (request.IsRetry && await Earlier(stream, record, cancellation) is { } earlier) return earlier;
        if (await Begin(stream, request, cancellation) is { } recorded) return recorded;

        // Another attempt was first; what it stored is the answer, whatever this one wanted.
        return await Earlier(stream, record, cancellation) ?? throw new LogUnavailableException("The stream has begun with another event.");
    }

    /// <summary>Stores the events as the first of their stream, unless it is known to have others.</summary>
    /// <returns>Null when it may have begun already; then nothing was stored.</returns>
    /// <inheritdoc cref="Record"/>
    public async Task<IReadOnlyList<Recorded>?> TryBegin(StreamId stream, RecordRequest request, CancellationToken cancellation) =>
        begun.MayContain(stream) ? null : await Begin(stream, request, cancellation);

    /// <summary>The row that <see cref="Record"/> would store now.</summary>
    public static IReadOnlyList<StoredEvent> Preview(StreamId stream, RecordRequest request, IReadOnlyCollection<Guid> claimed) =>
        Decision.Decide(stream, NoHistory.Instance, [request], new HashSet<Guid>(claimed), NoRows).Rows;

    private async Task<IReadOnlyList<Recorded>?> Earlier(StreamId stream, Guid record, CancellationToken cancellation) =>
        await log.FindRecords(stream, [record], cancellation) is [var row] ? [new Recorded(record, row.IsDuplicate)] : null;

    private async Task<IReadOnlyList<Recorded>?> Begin(StreamId stream, RecordRequest request, CancellationToken cancellation)
    {
        var claimed = new HashSet<Guid>();
        while (true)
        {
            var decision = Decision.Decide(stream, NoHistory.Instance, [request], claimed, NoRows);
            switch (await log.Append(new Append(stream, 0, decision.Rows, decision.Visitors), cancellation))
            {
                case Stored:
                    begun.Add(stream);
                    return decision.Answers[0];
                case Claimed taken:
                    claimed.UnionWith(taken.EventIds);
                    break;
                default:
                    begun.Add(stream);
                    return null;
            }
        }
    }

    private sealed class NoHistory : IStreamState
    {
        public static readonly NoHistory Instance = new();

        public long Version => 0;

        public Guid RecordId => Guid.Empty;

        public ConsentStatement? LatestConsent => null;

        public bool HasSeen(Guid eventId) => false;

        public bool HasVisitor(Guid visitorId) => false;

        public void Apply(StoredEvent row)
        {
        }
    }
}
