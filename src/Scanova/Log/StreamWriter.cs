namespace Scanova.Log;

/// <summary>
/// One grain's way to the log: what waits is decided together, appended, and folded after it was stored. Runs on the
/// grain's own scheduler, one append at a time, so that a busy scan session costs one commit for many requests.
/// A stream that nobody saw begin starts at version 0 without a load: if it does exist, the fence says so and it is loaded then.
/// </summary>
public sealed class StreamWriter<TState>(StreamId stream, StreamServices services)
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

    private Waiting? _first;
    private Waiting? _last;
    private int _eventsWaiting;
    private bool _isRunning;

    /// <summary>
    /// Whether the state may hold a row of somebody's second attempt. The first one can come late, and then looks like a repeat.
    /// </summary>
    private bool _mayHoldRetries;

    /// <summary>How often rows may have come to stand in the log that the state does not hold, and how many of these times are seen to.</summary>
    private int _doubts = 1;
    private int _settled;

    private StreamSnapshots<TState>? _snapshots;

    public StreamId Stream => stream;

    public StreamServices Services => services;

    /// <summary>The fold of what is known to be stored.</summary>
    public TState State { get; private set; } = new();

    /// <summary>Stores the events and answers what became of each, in order.</summary>
    /// <exception cref="LogUnavailableException">Nothing of the request is known to be stored.</exception>
    public Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation)
    {
        if (_eventsWaiting >= MostWaiting) throw new LogUnavailableException("Too many events wait for one stream.");

        var waiting = new Waiting(request, cancellation);
        if (_last is null) _first = waiting;
        else _last.Next = waiting;
        _last = waiting;
        _eventsWaiting += request.Events.Count;
        if (!_isRunning) _ = Run();
        return waiting.Task;
    }

    /// <summary>
    /// Brings the state up to the log. Cheap when this process is the log's only writer and nothing is in doubt.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    public async Task CatchUp(CancellationToken cancellation)
    {
        // A stream that this writer has nothing of may begin without it.
        if (State.Version > 0 && _settled == _doubts)
        {
            if (services.Log.IsSoleWriter) return;

            // Appends go on meanwhile. A head that was behind already when it was asked for is that of an older log.
            var version = State.Version;
            var head = await services.Log.HeadVersion(stream, cancellation);
            if (head >= version && head <= State.Version) return;
        }

        await Load(cancellation);
    }

    private async Task Run()
    {
        _isRunning = true;
        try
        {
            while (_first is not null)
            {
                var taken = Take();
                if (taken.Count == 0) continue;
                try
                {
                    var answers = await Store(taken.ConvertAll(w => w.Request));
                    for (var i = 0; i < taken.Count; i++) taken[i].TrySetResult(answers[i]);
                    SaveSnapshot();
                }
                catch (Exception e)
                {
                    _doubts++;
                    foreach (var waiting in taken) waiting.TrySetException(e);
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
        _snapshots ??= new StreamSnapshots<TState>(stream, services);
        _ = _snapshots.WriteIfDue(State);
    }

    private List<Waiting> Take()
    {
        var taken = new List<Waiting>(1);
        var rows = 0;
        while (rows < AppendRows && _first is { } next)
        {
            _first = next.Next;
            if (_first is null) _last = null;
            _eventsWaiting -= next.Request.Events.Count;
            if (next.IsGivenUp()) continue;

            rows += next.Request.Events.Count;
            taken.Add(next);
        }

        return taken;
    }

    private async Task<IReadOnlyList<IReadOnlyList<Recorded>>> Store(List<RecordRequest> requests)
    {
        var claimed = NoIds;
        var mayBeStored = requests.Exists(r => r.IsRetry);
        _mayHoldRetries |= mayBeStored;
        if (State.Version == 0 && services.Begun.MayContain(stream)) await Load(CancellationToken.None);
        while (true)
        {
            var alreadyStored = mayBeStored ? await EarlierAttempts(requests) : NoRows;
            var decision = Decision.Decide(stream, State, requests, claimed, alreadyStored);
            if (decision.Rows.Count == 0) return decision.Answers;

            if (!mayBeStored && _mayHoldRetries && decision.Rows.Any(row => row.IsDuplicate))
            {
                mayBeStored = true;
                continue;
            }

            switch (await services.Log.Append(new Append(stream, State.Version, decision.Rows, decision.Visitors), CancellationToken.None))
            {
                case Stored:
                    _settled = _doubts;
                    if (State.Version == 0) services.Begun.Add(stream);
                    if (!Fold(decision.Rows)) _doubts++;
                    return decision.Answers;
                case Claimed taken:
                    claimed = new HashSet<Guid>(claimed.Concat(taken.EventIds));
                    break;
                default:
                    _doubts++;
                    await Load(CancellationToken.None);
                    break;
            }
        }
    }

    private async Task<IReadOnlyDictionary<Guid, StoredEvent>> EarlierAttempts(List<RecordRequest> requests)
    {
        var ids = requests.SelectMany(r => r.Events).Select(e => e.RecordId).ToArray();
        var rows = await services.Log.FindRecords(stream, ids, CancellationToken.None);
        return rows.ToDictionary(row => row.Event.RecordId);
    }

    private async Task Load(CancellationToken cancellation)
    {
        // Nobody knows whose attempts other activations stored.
        _mayHoldRetries = true;
        var doubts = _doubts;
        while (!(State.Version == 0 ? await LoadStart(cancellation) : await LoadOn(State, cancellation)))
        {
        }

        _settled = Math.Max(_settled, doubts);
    }

    /// <returns>Whether that was all there is.</returns>
    private async Task<bool> LoadStart(CancellationToken cancellation)
    {
        var first = await services.Log.Load(stream, 0, FirstPage, cancellation);
        var isFolded = Fold(first);
        if (first.Count < FirstPage) return isFolded;

        _snapshots ??= new StreamSnapshots<TState>(stream, services);
        return await _snapshots.Read() is { } snapshot && snapshot.Version > State.Version && await LoadOn(snapshot, cancellation);
    }

    /// <summary>
    /// Loads what follows a state that the log agrees with: it has the row that the state came to last. A state without one
    /// was folded from a log that is gone (the database was restored, or failed over to an older state) and counts for nothing.
    /// </summary>
    /// <inheritdoc cref="LoadStart"/>
    private async Task<bool> LoadOn(TState state, CancellationToken cancellation)
    {
        var (version, recordId) = (state.Version, state.RecordId);
        var page = await services.Log.Load(stream, version - 1, LoadPage, cancellation);
        if (page.Count == 0 || page[0].Event.RecordId != recordId)
        {
            if (state == State) State = new TState();
            return false;
        }

        if (state.Version > State.Version) State = state;
        return Fold(page) && page.Count < LoadPage;
    }

    /// <summary>
    /// Row after row, without a gap. A lookup may catch up while an append is under way: whichever is first has folded a row,
    /// and a state that was given up meanwhile has to be loaded before it can go on.
    /// </summary>
    /// <returns>Whether the state has come to the last of the rows.</returns>
    private bool Fold(IReadOnlyList<StoredEvent> rows)
    {
        foreach (var row in rows)
        {
            if (row.Version == State.Version + 1) State.Apply(row);
        }

        return rows.Count == 0 || rows[^1].Version <= State.Version;
    }

    /// <summary>A request and the answer its caller waits for: one object, for there is one an event.</summary>
    private sealed class Waiting(RecordRequest request, CancellationToken cancellation)
        : TaskCompletionSource<IReadOnlyList<Recorded>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RecordRequest Request => request;

        /// <summary>The one behind it in the queue.</summary>
        public Waiting? Next { get; set; }

        /// <summary>Whether the caller has given up; if so, it is told here.</summary>
        public bool IsGivenUp() => cancellation.IsCancellationRequested && TrySetCanceled(cancellation);
    }
}
