namespace Scanova.Log;

/// <summary>
/// One grain's way to the log: what waits is decided together, appended, and folded after it was stored. Runs on the
/// grain's own scheduler, one append at a time, so that a busy scan session costs one commit for many requests.
/// An unknown stream starts at version 0 without a load: if it does exist, the fence says so and it is loaded then.
/// </summary>
public sealed class StreamWriter(StreamId stream, IStreamState state, IEventLog log)
{
    /// <summary>Rows a single append may hold, give or take the last request.</summary>
    private const int AppendRows = 1_000;

    /// <summary>Events that may wait before further ones are turned away as overload.</summary>
    private const int MostWaiting = 10_000;
    private const int LoadPage = 1_000;

    private static readonly IReadOnlySet<Guid> NoIds = new HashSet<Guid>();
    private static readonly IReadOnlyDictionary<Guid, StoredEvent> NoRows = new Dictionary<Guid, StoredEvent>();

    private readonly Queue<Waiting> _waiting = new();
    private int _eventsWaiting;
    private bool _isRunning;

    /// <summary>True when rows may stand in the log that the state does not hold.</summary>
    private bool _mayBeBehind = true;

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
            if (await log.HeadVersion(stream, cancellation) <= state.Version) return;
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
        while (true)
        {
            var alreadyStored = requests.Exists(r => r.IsRetry) ? await EarlierAttempts(requests) : NoRows;
            var decision = Decision.Decide(stream, state, requests, claimed, alreadyStored);
            if (decision.Rows.Count == 0) return decision.Answers;

            switch (await log.Append(new Append(stream, state.Version, decision.Rows, decision.Visitors), CancellationToken.None))
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
        var ids = requests.Where(r => r.IsRetry).SelectMany(r => r.Events).Select(e => e.RecordId).ToArray();
        var rows = await log.FindRecords(stream, ids, CancellationToken.None);
        return rows.ToDictionary(row => row.Event.RecordId);
    }

    private async Task Load(CancellationToken cancellation)
    {
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await log.Load(stream, state.Version, LoadPage, cancellation);
            Fold(page);
        }
        while (page.Count == LoadPage);

        _mayBeBehind = false;
    }

    /// <summary>A lookup may catch up while an append is under way: whichever is first has folded the row.</summary>
    private void Fold(IReadOnlyList<StoredEvent> rows)
    {
        foreach (var row in rows)
        {
            if (row.Version > state.Version) state.Apply(row);
        }
    }

    private sealed record Waiting(RecordRequest Request, CancellationToken Cancellation)
    {
        public TaskCompletionSource<IReadOnlyList<Recorded>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
