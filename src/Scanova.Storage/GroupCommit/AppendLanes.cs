using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Scanova.Log;

namespace Scanova.Storage.GroupCommit;

/// <summary>
/// Group commit: whatever appends wait go into one transaction, so that a busy process pays one disk flush for many events.
/// Nothing waits for company: a lane that is free takes what there is.
/// </summary>
public sealed class AppendLanes(IAppendStore store, AppendLanesOptions options, ILogger logger)
{
    private readonly Channel<PendingAppend> _waiting = Channel.CreateUnbounded<PendingAppend>(
        new UnboundedChannelOptions { SingleReader = options.Lanes == 1 });
    private CancellationToken _givingUp = CancellationToken.None;
    private Task _lanes = Task.CompletedTask;
    private int _rowsWaiting;

    /// <param name="scheduler">Where the lanes run; a store whose calls block gives a thread of its own.</param>
    public void Start(TaskScheduler scheduler) =>
        _lanes = Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(_ =>
            Task.Factory.StartNew(RunLane, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap()));

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

        if (_waiting.Writer.TryWrite(pending)) return pending.Task;

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

    private async Task RunLane()
    {
        var batch = new Batch(store.JudgesInOrder, options.BatchRows);
        while (batch.HasMembers || await _waiting.Reader.WaitToReadAsync())
        {
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
