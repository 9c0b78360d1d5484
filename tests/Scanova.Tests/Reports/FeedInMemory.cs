using Scanova.Log;
using Scanova.Reports;

namespace Scanova.Tests.Reports;

/// <summary>
/// A site's feed as a database gives it: rows may be committed in another order than they have positions, and are given
/// again until they are settled. It can be told to fail, and to wait.
/// </summary>
public sealed class FeedInMemory : IReportFeed
{
    private readonly SortedDictionary<long, FeedRow> _rows = [];
    private Exception? _failure;
    private int _failsAfter;
    private TaskCompletionSource? _gate;

    /// <summary>Rows up to this position are not given again.</summary>
    public long Settled { get; set; }

    /// <summary>How many readings have begun.</summary>
    public int Readings { get; private set; }

    public static FeedRow Row(long position, StoredEvent row) => new(position, row.Stream, JourneyEvent.Of(row));

    /// <summary>Stores rows one after the other, and settles them.</summary>
    public void Store(params StoredEvent[] rows)
    {
        lock (_rows)
        {
            foreach (var row in rows) _rows.Add(_rows.Count + 1, Row(_rows.Count + 1, row));
            Settled = _rows.Count;
        }
    }

    public void Commit(FeedRow row)
    {
        lock (_rows) _rows.Add(row.LogPosition, row);
    }

    public void Clear()
    {
        lock (_rows) _rows.Clear();
        Settled = 0;
    }

    /// <summary>The next reading fails after some rows.</summary>
    public void FailNext(int rows, Exception failure) => (_failsAfter, _failure) = (rows, failure);

    /// <summary>The next reading waits before its first row until it is let go.</summary>
    public TaskCompletionSource HoldNext() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<FeedCursor> Read(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        Readings++;
        FeedRow[] given;
        long settled;
        lock (_rows) (given, settled) = ([.. _rows.Values.Where(row => row.LogPosition > after.Settled)], Settled);
        var (failure, failsAfter, gate) = (_failure, _failsAfter, _gate);
        (_failure, _gate) = (null, null);

        if (gate is not null) await gate.Task.WaitAsync(cancellation);
        foreach (var row in given.Take(failure is null ? given.Length : failsAfter)) each(row);
        if (failure is not null) throw failure;
        var last = given.Length == 0 ? after.Seen : given[^1].LogPosition;
        return new FeedCursor(settled, last, 0, last, 0);
    }
}
