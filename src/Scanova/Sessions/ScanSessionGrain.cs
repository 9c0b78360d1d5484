using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
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
    private readonly StreamId _stream;
    private readonly StreamWriter<ScanSession> _writer;
    private readonly IEventReader _reader;

    public ScanSessionGrain(
        IEventLog log,
        IEventReader reader,
        [FromKeyedServices(StreamSnapshots.ProviderName)] IGrainStorage storage,
        ILogger<ScanSessionGrain> logger)
    {
        var id = this.GetPrimaryKey(out var siteId);
        _stream = StreamId.ScanSession(siteId!, id);
        _reader = reader;
        _writer = new StreamWriter<ScanSession>(
            _stream, log, () => new StreamSnapshots<ScanSession>("scan-session", this.GetGrainId(), storage, logger));
    }

    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation) =>
        _writer.Record(request, cancellation);

    public async Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation)
    {
        await _writer.CatchUp(cancellation);
        var decision = Decision.Decide(
            _stream, _writer.State, [request], new HashSet<Guid>(claimed), new Dictionary<Guid, StoredEvent>());
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

        if (session.RecentIsComplete) return session.View(_stream, rule, conversions: null);

        var rows = await _reader.Conversions(_stream, rule.EventNames, cancellation);
        return session.View(_stream, rule, [.. rows.Select(row => row.Event.AsConversion())]);
    }
}
