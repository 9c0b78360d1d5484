using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Scanova.Log;

namespace Scanova.Storage.GroupCommit;

/// <summary>
/// Group commit: whatever appends wait go into one transaction, so that a busy process pays one disk flush for many events.
/// Nothing waits for company: the first lane takes what there is when it is free. The others help it out with a crowd.
/// </summary>
public sealed class AppendLanes(IAppendStore store, AppendLanesOptions options, ILogger logger) : IDisposable
{
    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = options.Lanes == 1 });

    /// <summary>Calls a lane to a crowd.</summary>
    private readonly SemaphoreSlim _calls = new(0);
    private CancellationToken _givingUp = CancellationToken.None;
    private Task _lanes = Task.CompletedTask;
    private int _rowsWaiting;

    private bool IsCrowd => Volatile.Read(ref _rowsWaiting) >= options.Crowd;

    /// <param name="scheduler">Where the lanes run; a store whose calls block gives a thread of its own.</param>
    public void Start(TaskScheduler scheduler) =>
        _lanes = Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(lane =>
            Task.Factory.StartNew(() => RunLane(isFirst: lane == 0), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap()));

    /// <inheritdoc cref="IEventLog.Append"/>
    /// <param name="cancellation">Takes the append out of the queue; once in a transaction it runs to the end.</param>
    public Task<AppendOutcome> Append(Append append, CancellationToken cancellation)
    {
        var pending = new PendingAppend(append, cancellation);
        if (Interlocked.Add(ref _rowsWaiting, pending.Rows) - pending.Rows >= options.WaitingRows)
        {
            Interlocked.Add(ref _rowsWaiting, -pending.Rows);
            return Task.FromException<AppendOutcome>(new LogUnavailableException("Too many events wait to be stored."));
        }

        if (_waiting.Writer.TryWrite(pending))
        {
            if (IsCrowd && _calls.CurrentCount == 0) _calls.Release();
            return pending.Task;
        }

        Interlocked.Add(ref _rowsWaiting, -pending.Rows);
        return Task.FromException<AppendOutcome>(new LogUnavailableException("The event log is stopping."));
    }

    /// <summary>Refuses further appends and returns when the accepted ones are answered; cancellation fails those that still wait.</summary>
    public Task Stop(CancellationToken cancellation)
    {
        _givingUp = cancellation;
        _waiting.Writer.TryComplete();
        return _lanes;
    }

    /// <summary>For stopped lanes.</summary>
    public void Dispose() => _calls.Dispose();

    private async Task RunLane(bool isFirst)
    {
        var batch = new Batch(store.JudgesInOrder, options.BatchRows);
        while (batch.HasMembers || await _waiting.Reader.WaitToReadAsync())
        {
            if (!isFirst && !batch.HasMembers && !IsCrowd) await _calls.WaitAsync(options.Patience);
            while (!batch.IsFull && _waiting.Reader.TryRead(out var pending))
            {
                Interlocked.Add(ref _rowsWaiting, -pending.Rows);
                batch.Add(pending);
            }

            await Commit(batch.Take());
        }
    }

    /// <summary>A poisonous append fails alone: its batch is halved until it stands by itself.</summary>
    private async Task Commit(ArraySegment<PendingAppend> batch)
    {
        if (batch.Count == 0) return;
        if (_givingUp.IsCancellationRequested)
        {
            Fail(batch, new LogUnavailableException("The event log stopped before the events were stored."));
            return;
        }

        try
        {
            var outcomes = await store.Commit(batch.Select(p => p.Append).ToArray());
            for (var i = 0; i < batch.Count; i++) batch[i].TrySetResult(outcomes[i]);
        }
        catch (LogUnavailableException e)
        {
            Fail(batch, e);
        }
        catch (Exception) when (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await Commit(batch[..half]);
            await Commit(batch[half..]);
        }
        catch (Exception e)
        {
            // The text of a database's error may quote what it was given: only its kind may be told.
            var kind = e is DbException { SqlState: { } state } ? $"{e.GetType().Name} {state}" : e.GetType().Name;
            logger.LogError("The store refused an append of {Rows} rows: {Kind}", batch[0].Rows, kind);
            Fail(batch, new LogUnavailableException($"The store refused the append: {kind}"));
        }
    }

    private static void Fail(ArraySegment<PendingAppend> batch, LogUnavailableException e)
    {
        foreach (var pending in batch) pending.TrySetException(e);
    }
}
