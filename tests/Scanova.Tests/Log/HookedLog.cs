using Scanova.Log;

namespace Scanova.Tests.Log;

/// <summary>The real log, with a say in when its calls begin and end.</summary>
internal sealed class HookedLog(IEventLog log) : IEventLog
{
    public Func<Append, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    public Func<Task> BeforeLoad { get; set; } = () => Task.CompletedTask;

    /// <summary>Holds rows that were read on their way to who asked for them.</summary>
    public Func<Task> AfterLoad { get; set; } = () => Task.CompletedTask;

    /// <summary>Rows that loads have read so far.</summary>
    public int RowsLoaded { get; private set; }

    /// <summary>How often records were looked for so far.</summary>
    public int Searches { get; private set; }

    public bool IsSoleWriter => log.IsSoleWriter;

    public async Task<AppendOutcome> Append(Append append, CancellationToken cancellation)
    {
        await BeforeAppend(append);
        return await log.Append(append, cancellation);
    }

    public async Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        await BeforeLoad();
        var rows = await log.Load(stream, afterVersion, limit, cancellation);
        RowsLoaded += rows.Count;
        await AfterLoad();
        return rows;
    }

    public Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation)
    {
        Searches++;
        return log.FindRecords(stream, recordIds, cancellation);
    }

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) => log.HeadVersion(stream, cancellation);
}
