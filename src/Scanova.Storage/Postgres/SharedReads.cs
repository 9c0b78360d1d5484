namespace Scanova.Storage.Postgres;

/// <summary>
/// Group reading: whatever lookups wait when a query can start share it, so that a busy process pays one round trip for
/// many. A lookup joins only a query that has not begun, and so sees everything stored before it was asked.
/// </summary>
/// <param name="query">Answers the lookups in their order.</param>
/// <param name="most">Lookups a query may hold.</param>
/// <param name="lanes">Queries under way at once.</param>
internal sealed class SharedReads<TLookup, TAnswer>(Func<IReadOnlyList<TLookup>, Task<IReadOnlyList<TAnswer>>> query, int most, int lanes)
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _running;

    public Task<TAnswer> Read(TLookup lookup, CancellationToken cancellation)
    {
        var waiting = new Waiting(lookup);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_running < lanes)
            {
                _running++;

                // Behind what the pool has to do already: lookups that are on their way join this query.
                ThreadPool.UnsafeQueueUserWorkItem(static reads => _ = reads.RunLane(), this, preferLocal: false);
            }
        }

        return waiting.Task.WaitAsync(cancellation);
    }

    private async Task RunLane()
    {
        while (Take() is { Count: > 0 } taken)
        {
            try
            {
                var answers = await query(taken.ConvertAll(waiting => waiting.Lookup));
                for (var i = 0; i < taken.Count; i++) taken[i].TrySetResult(answers[i]);
            }
            catch (Exception e)
            {
                foreach (var waiting in taken) waiting.TrySetException(e);
            }
        }
    }

    /// <summary>What waits; with nothing, the lane ends.</summary>
    private List<Waiting> Take()
    {
        lock (_gate)
        {
            var taken = new List<Waiting>(Math.Min(_waiting.Count, most));
            while (taken.Count < most && _waiting.TryDequeue(out var waiting)) taken.Add(waiting);
            if (taken.Count == 0) _running--;
            return taken;
        }
    }

    private sealed class Waiting(TLookup lookup) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TLookup Lookup => lookup;
    }
}
