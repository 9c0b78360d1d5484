using Scanova.Log;

namespace Scanova.Tests.Grains;

/// <summary>The real log, whose connection to its caller can be cut before or after an append's commit.</summary>
public sealed class FailingLog(IEventLog log) : IEventLog
{
    private Cut _next;

    private enum Cut
    {
        None,
        BeforeCommit,
        AfterCommit,
    }

    public bool IsSoleWriter => log.IsSoleWriter;

    public void FailNextBeforeCommit() => _next = Cut.BeforeCommit;

    public void FailNextAfterCommit() => _next = Cut.AfterCommit;

    public async Task<AppendOutcome> Append(Append append, CancellationToken cancellation)
    {
        var cut = _next;
        _next = Cut.None;
        if (cut == Cut.BeforeCommit) throw new LogUnavailableException("Cut before the commit.");

        var outcome = await log.Append(append, cancellation);
        return cut == Cut.AfterCommit ? throw new LogUnavailableException("Cut after the commit.") : outcome;
    }

    public Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation) =>
        log.Load(stream, afterVersion, limit, cancellation);

    public Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation) =>
        log.FindRecords(stream, recordIds, cancellation);

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) => log.HeadVersion(stream, cancellation);
}
