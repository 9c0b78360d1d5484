using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>
/// Decides about the events that name a visitor and no scan session, and holds the visitor's live state over all its scan
/// sessions. A lookup asks the log how far each of them is and folds those again that have moved: sessions need not tell
/// their visitors anything, and nothing acknowledged is missed.
/// </summary>
[GrainType("visitor"), Reentrant]
public sealed class VisitorGrain : Grain, IVisitorGrain
{
    private const int LoadPage = 1_000;

    private readonly StreamId _stream;
    private readonly StreamWriter<VisitorEvents> _writer;
    private readonly IEventLog _log;
    private readonly IEventReader _reader;
    private IReadOnlyDictionary<StreamId, VisitorSession> _sessions = new Dictionary<StreamId, VisitorSession>(0);

    public VisitorGrain(
        IEventLog log,
        IEventReader reader,
        [FromKeyedServices(StreamSnapshots.ProviderName)] IGrainStorage storage,
        ILogger<VisitorGrain> logger)
    {
        var id = this.GetPrimaryKey(out var siteId);
        _stream = StreamId.Visitor(siteId!, id);
        _log = log;
        _reader = reader;
        _writer = new StreamWriter<VisitorEvents>(
            _stream, log, () => new StreamSnapshots<VisitorEvents>("visitor", this.GetGrainId(), storage, logger));
    }

    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation) =>
        _writer.Record(request, cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation)
    {
        await _writer.CatchUp(cancellation);
        return Decision.Decide(
            _stream, _writer.State, [request], new HashSet<Guid>(claimed), new Dictionary<Guid, StoredEvent>()).Rows;
    }

    public async Task<VisitorView?> Look(ConversionRule rule, int lookbackDays, CancellationToken cancellation)
    {
        var heads = await _reader.VisitorStreams(_stream.SiteId, _stream.Id, cancellation);
        if (heads.Count == 0)
        {
            // Guessed ids must not fill the memory.
            DeactivateOnIdle();
            return null;
        }

        // Lookups interleave: each works on its own list and leaves it as the next one's start.
        var known = _sessions;
        var folded = await Task.WhenAll(heads.Select(head =>
            known.GetValueOrDefault(head.Stream) is { } session && session.Version >= head.Version && session.Rule.Equals(rule)
                ? Task.FromResult(session)
                : Fold(head.Stream, rule, cancellation)));

        var sessions = folded.ToDictionary(session => session.Stream);
        _sessions = sessions;
        return VisitorReading.View(_stream, sessions.Values, TimeSpan.FromDays(lookbackDays));
    }

    private async Task<VisitorSession> Fold(StreamId stream, ConversionRule rule, CancellationToken cancellation)
    {
        var session = new VisitorSession(stream, _stream.Id, rule);
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await _log.Load(stream, session.Version, LoadPage, cancellation);
            foreach (var row in page) session.Apply(row);
        }
        while (page.Count == LoadPage);

        return session;
    }
}
