using Scanova.Log;

namespace Scanova.Server.Recording;

/// <summary>
/// Events with neither scan session nor visitor go straight to the log: each is a stream of its own under its record id,
/// so the log's two keys referee it like any other and a second attempt finds the first.
/// </summary>
public sealed class LoneEvents(IEventLog log)
{
    private static readonly IReadOnlyDictionary<Guid, StoredEvent> NoRows = new Dictionary<Guid, StoredEvent>();

    /// <exception cref="LogUnavailableException">Nothing is known to be stored.</exception>
    public async Task<IReadOnlyList<Recorded>> Record(StreamId stream, RecordRequest request, CancellationToken cancellation)
    {
        var claimed = new HashSet<Guid>();
        if (request.IsRetry && await log.FindRecords(stream, [stream.Id], cancellation) is [var earlier])
        {
            return [new Recorded(stream.Id, earlier.IsDuplicate)];
        }

        while (true)
        {
            var decision = Decision.Decide(stream, NoHistory.Instance, [request], claimed, NoRows);
            switch (await log.Append(new Append(stream, 0, decision.Rows, decision.Visitors), cancellation))
            {
                case Stored:
                    return decision.Answers[0];
                case Claimed taken:
                    claimed.UnionWith(taken.EventIds);
                    break;
                default:
                    // Another attempt was first; what it stored is the answer, whatever this one wanted.
                    var rows = await log.FindRecords(stream, [stream.Id], cancellation);
                    if (rows is not [var other]) throw new LogUnavailableException("The log went back while an event was stored.");
                    return [new Recorded(stream.Id, other.IsDuplicate)];
            }
        }
    }

    /// <summary>The row that <see cref="Record"/> would store now.</summary>
    public static IReadOnlyList<StoredEvent> Preview(StreamId stream, RecordRequest request, IReadOnlyCollection<Guid> claimed) =>
        Decision.Decide(stream, NoHistory.Instance, [request], new HashSet<Guid>(claimed), NoRows).Rows;

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
