using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using Scanova.Events;
using Scanova.Log;
using Scanova.Sessions;

namespace Scanova.Tests.Log;

/// <summary>A scan session's writer without its grain: as many as a test likes, as if they lived in silos that don't know of each other.</summary>
internal sealed class WriterUnderTest(StreamId stream, IEventLog log, SnapshotsInMemory snapshots, BegunStreams? begun = null)
{
    private readonly OwnTurn _turn = new();
    private readonly StreamWriter<ScanSession> _writer = new(stream, Services(log, snapshots, begun ?? new BegunStreams()));

    public ScanSession State => _writer.State;

    public static StreamServices Services(IEventLog log, IGrainStorage snapshots, BegunStreams begun) =>
        new(log, null!, begun, snapshots, NullLogger<StreamServices>.Instance);

    public Task<IReadOnlyList<Recorded>> Record(params Event[] events) => Record(isRetry: false, events);

    public Task<IReadOnlyList<Recorded>> Retry(params Event[] events) => Record(isRetry: true, events);

    /// <summary>The state as a lookup finds it.</summary>
    public Task<ScanSession> Look() => _turn.Run(async () =>
    {
        await _writer.CatchUp(CancellationToken.None);
        return _writer.State;
    });

    private Task<IReadOnlyList<Recorded>> Record(bool isRetry, Event[] events) =>
        _turn.Run(() => _writer.Record(Some.Request(events) with { IsRetry = isRetry }, CancellationToken.None));
}
