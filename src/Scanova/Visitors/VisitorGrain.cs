using Orleans.Concurrency;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>
/// Decides about the events that name a visitor and no scan session, and holds the visitor's live state over all its scan
/// sessions. A lookup asks the log how far each of them is and folds on those that have moved: sessions need not tell their
/// visitors anything, and nothing acknowledged is missed.
/// </summary>
[GrainType("visitor"), Reentrant]
public sealed class VisitorGrain : Grain, IVisitorGrain
{
    private readonly StreamServices _services;
    private StreamWriter<VisitorEvents>? _writer;
    private SharedFold[] _folds = [];

    public VisitorGrain(StreamServices services) => _services = services;

    private StreamId Stream
    {
        get
        {
            var id = this.GetPrimaryKey(out var siteId);
            return StreamId.Visitor(_services.SharedSiteId(siteId!), id);
        }
    }

    /// <summary>Made when it is first needed: the events of most visitors are their scan sessions'.</summary>
    private StreamWriter<VisitorEvents> Writer => _writer ??= new(Stream, _services);

    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation) =>
        Writer.Record(request, cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation)
    {
        await Writer.CatchUp(cancellation);
        var decision = Decision.Decide(
            Writer.Stream, Writer.State, [request], new HashSet<Guid>(claimed), new Dictionary<Guid, StoredEvent>());
        if (Writer.State.Version == 0) DeactivateOnIdle();
        return decision.Rows;
    }

    public async Task<VisitorView?> Look(ConversionRule rule, int lookbackDays, CancellationToken cancellation)
    {
        var visitor = Stream;
        var heads = await _services.Reader.VisitorStreams(visitor.SiteId, visitor.Id, cancellation);
        if (heads.Count == 0)
        {
            // Guessed ids must not fill the memory.
            DeactivateOnIdle();
            return null;
        }

        var folds = Under(rule, visitor, heads);
        var sessions = await Task.WhenAll(folds.Select((fold, i) => fold.UpTo(heads[i].Version, cancellation)));
        return VisitorReading.View(visitor, sessions, TimeSpan.FromDays(lookbackDays));
    }

    private SharedFold[] Under(ConversionRule rule, StreamId visitor, IReadOnlyList<StreamHead> heads)
    {
        var known = _folds.Where(fold => fold.Rule.Equals(rule)).ToDictionary(fold => fold.Stream);
        return _folds = [.. heads.Select(head => known.GetValueOrDefault(head.Stream) ?? Fold(head.Stream))];

        SharedFold Fold(StreamId stream) => new(new VisitorSession(stream with { SiteId = visitor.SiteId }, visitor.Id, rule), _services.Log);
    }
}
