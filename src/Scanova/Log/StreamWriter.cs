namespace Scanova.Log;

/// <summary>
/// One grain's way to the log: what waits is decided together, appended, and folded after it was stored. Runs on the
/// grain's own scheduler, one append at a time, so that a busy scan session costs one commit for many requests.
/// An unknown stream starts at version 0 without a load: if it does exist, the fence says so and it is loaded then.
/// </summary>
public sealed class StreamWriter<TState>(StreamId stream, IEventLog log, Func<StreamSnapshots<TState>> openSnapshots)
    where TState : class, IStreamState, new()
{
    /// <summary>Rows a single append may hold, give or take the last request.</summary>
    private const int AppendRows = 1_000;

    /// <summary>Events that may wait before further ones are turned away as overload.</summary>
    private const int MostWaiting = 10_000;
    private const int LoadPage = 1_000;

    /// <summary>A stream that does not fit into its first page is worth a look for a snapshot.</summary>
    private const int FirstPage = (int)StreamSnapshots<TState>.Interval + 1;

    private static readonly IReadOnlySet<Guid> NoIds = new HashSet<Guid>();
    private static readonly IReadOnlyDictionary<Guid, StoredEvent> NoRows = new Dictionary<Guid, StoredEvent>();

    private readonly Queue<Waiting> _waiting = new();
    private int _eventsWaiting;
    private bool _isRunning;

    /// <summary>True when rows may stand in the log that the state does not hold.</summary>
    private bool _mayBeBehind = true;

    private StreamSnapshots<TState>? _snapshots;

    /// <summary>The fold of what is known to be stored.</summary>
    public TState State { get; private set; } = new();

    /// <summary>Stores the events and answers what became of each, in order.</summary>
    /// <exception cref="LogUnavailableException">Nothing of the request is known to be stored.</exception>
    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation)
    {
        if (_eventsWaiting >= MostWaiting) throw new LogUnavailableException("Too many events wait for one stream.");

        var waiting = new Waiting(request, cancellation);
        _waiting.Enqueue(waiting);
        _eventsWaiting += request.Events.Count;
        if (!_isRunning) _ = Run();
        return waiting.Answer.Task;
    }

    /// <summary>
    /// Brings the state up to the log. Cheap when this process is the log's only writer and nothing is in doubt.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    public async Task CatchUp(CancellationToken cancellation)
    {
        if (!_mayBeBehind)
        {
            if (log.IsSoleWriter) return;
            if (await log.HeadVersion(stream, cancellation) <= State.Version) return;
        }

        await Load(cancellation);
    }

    private async Task Run()
    {
        _isRunning = true;
        try
        {
            while (_waiting.Count > 0)
            {
                var taken = Take();
                if (taken.Count == 0) continue;
                try
                {
                    var answers = await Store(taken.ConvertAll(w => w.Request));
                    for (var i = 0; i < taken.Count; i++) taken[i].Answer.TrySetResult(answers[i]);
                    SaveSnapshot();
                }
                catch (Exception e)
                {
                    _mayBeBehind = true;
                    foreach (var waiting in taken) waiting.Answer.TrySetException(e);
                }
            }
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>Best effort and beside the way of the next append.</summary>
    private void SaveSnapshot()
    {
        if (State.Version < StreamSnapshots<TState>.Interval) return;
        _snapshots ??= openSnapshots();
        _ = _snapshots.WriteIfDue(State);
    }

    private List<Waiting> Take()
    {
        var taken = new List<Waiting>(_waiting.Count);
        var rows = 0;
        while (rows < AppendRows && _waiting.TryDequeue(out var next))
        {
            _eventsWaiting -= next.Request.Events.Count;
            if (next.Cancellation.IsCancellationRequested)
            {
                next.Answer.TrySetCanceled(next.Cancellation);
                continue;
            }

            rows += next.Request.Events.Count;
            taken.Add(next);
        }

        return taken;
    }

    private async Task<IReadOnlyList<IReadOnlyList<Recorded>>> Store(List<RecordRequest> requests)
    {
        var claimed = NoIds;
        var mayBeStored = requests.Exists(r => r.IsRetry);
        while (true)
        {
            var alreadyStored = mayBeStored ? await EarlierAttempts(requests) : NoRows;
            var decision = Decision.Decide(stream, State, requests, claimed, alreadyStored);
            if (decision.Rows.Count == 0) return decision.Answers;

            // A first attempt can come late, after its retry was stored by another activation: it then looks like a repeat.
            if (!mayBeStored && decision.Rows.Any(row => row.IsDuplicate))
            {
                mayBeStored = true;
                continue;
            }

            switch (await log.Append(new Append(stream, State.Version, decision.Rows, decision.Visitors), CancellationToken.None))
            {
                case Stored:
                    Fold(decision.Rows);
                    _mayBeBehind = false;
                    return decision.Answers;
                case Claimed taken:
                    claimed = new HashSet<Guid>(claimed.Concat(taken.EventIds));
                    break;
                default:
                    await Load(CancellationToken.None);
                    break;
            }
        }
    }

    private async Task<IReadOnlyDictionary<Guid, StoredEvent>> EarlierAttempts(List<RecordRequest> requests)
    {
        var ids = requests.SelectMany(r => r.Events).Select(e => e.RecordId).ToArray();
        var rows = await log.FindRecords(stream, ids, CancellationToken.None);
        return rows.ToDictionary(row => row.Event.RecordId);
    }

    private async Task Load(CancellationToken cancellation)
    {
        if (State.Version == 0)
        {
            var first = await log.Load(stream, 0, FirstPage, cancellation);
            var snapshot = first.Count == FirstPage ? await Snapshot(cancellation) : null;
            if (snapshot?.Version > State.Version) State = snapshot;
            Fold(first);
            if (first.Count < FirstPage)
            {
                _mayBeBehind = false;
                return;
            }
        }

        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await log.Load(stream, State.Version, LoadPage, cancellation);
            Fold(page);
        }
        while (page.Count == LoadPage);

        _mayBeBehind = false;
    }

    /// <summary>A snapshot to start from; one that is ahead of the log (restored from an older copy) is none.</summary>
    private async Task<TState?> Snapshot(CancellationToken cancellation)
    {
        _snapshots ??= openSnapshots();
        var snapshot = await _snapshots.Read();
        return snapshot is not null && snapshot.Version <= await log.HeadVersion(stream, cancellation) ? snapshot : null;
    }

    /// <summary>A lookup may catch up while an append is under way: whichever is first has folded the row.</summary>
    private void Fold(IReadOnlyList<StoredEvent> rows)
    {
        foreach (var row in rows)
        {
            if (row.Version > State.Version) State.Apply(row);
        }
    }

    private sealed record Waiting(RecordRequest Request, CancellationToken Cancellation)
    {
        public TaskCompletionSource<IReadOnlyList<Recorded>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
