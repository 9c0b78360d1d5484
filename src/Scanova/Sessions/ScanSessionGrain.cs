using Orleans.Concurrency;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Sessions;

/// <summary>
/// Decides about one scan session's events and holds its live state. Reentrant, so that what arrives during a commit goes
/// together into the next; <see cref="StreamWriter{TState}"/> keeps the appends one after the other.
/// </summary>
[GrainType("scan-session"), Reentrant]
public sealed class ScanSessionGrain : Grain, IScanSessionGrain
{
    private readonly StreamWriter<ScanSession> _writer;

    public ScanSessionGrain(StreamServices services)
    {
        var id = this.GetPrimaryKey(out var siteId);
        _writer = new StreamWriter<ScanSession>(StreamId.ScanSession(services.SharedSiteId(siteId!), id), services);
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

    public async Task<ScanSessionView?> Look(ConversionRule rule, CancellationToken cancellation)
    {
        await _writer.CatchUp(cancellation);
        var session = _writer.State;
        if (session.Version == 0)
        {
            // Guessed ids must not fill the memory.
            DeactivateOnIdle();
            return null;
        }

        if (session.RecentIsComplete) return session.View(_writer.Stream, rule, conversions: null);

        var rows = await _writer.Services.Reader.Conversions(_writer.Stream, rule.EventNames, cancellation);
        return session.View(_writer.Stream, rule, [.. rows.Select(row => row.Event.AsConversion())]);
    }
}
