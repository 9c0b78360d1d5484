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
    private readonly StreamWriter<VisitorEvents> _writer;
    private readonly Dictionary<StreamId, SharedFold> _folds = new(1);

    public VisitorGrain(StreamServices services)
    {
        var id = this.GetPrimaryKey(out var siteId);
        _services = services;
        _writer = new StreamWriter<VisitorEvents>(StreamId.Visitor(siteId!, id), services);
    }

    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation) =>
        _writer.Record(request, cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation)
    {
        await _writer.CatchUp(cancellation);
        var decision = Decision.Decide(
            _writer.Stream, _writer.State, [request], new HashSet<Guid>(claimed), new Dictionary<Guid, StoredEvent>());
        if (_writer.State.Version == 0) DeactivateOnIdle();
        return decision.Rows;
    }

    public async Task<VisitorView?> Look(ConversionRule rule, int lookbackDays, CancellationToken cancellation)
    {
        var heads = await _services.Reader.VisitorStreams(_writer.Stream.SiteId, _writer.Stream.Id, cancellation);
        if (heads.Count == 0)
        {
            // Guessed ids must not fill the memory.
            DeactivateOnIdle();
            return null;
        }

        var sessions = await Task.WhenAll(heads.Select(head => Under(rule, head.Stream).UpTo(head.Version, cancellation)));
        return VisitorReading.View(_writer.Stream, sessions, TimeSpan.FromDays(lookbackDays));
    }

    private SharedFold Under(ConversionRule rule, StreamId stream)
    {
        if (_folds.GetValueOrDefault(stream) is { } known && known.Rule.Equals(rule)) return known;
        return _folds[stream] = new SharedFold(stream, _writer.Stream.Id, rule, _services.Log);
    }
}
