namespace Scanova.Storage.Sqlite;

/// <summary>The one thread that writes: SQLite's calls block, and one writer is all it has.</summary>
internal sealed class WriterThread : TaskScheduler, IDisposable
{
    // Not a BlockingCollection: it spins before it waits, which takes from requests on a machine of few cores.
    private readonly Queue<Task> _tasks = new();
    private readonly Thread _thread;
    private bool _isEnding;

    public WriterThread(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs what is queued, then ends.</summary>
    public void Dispose()
    {
        lock (_tasks)
        {
            _isEnding = true;
            Monitor.Pulse(_tasks);
        }

        _thread.Join();
    }

    protected override void QueueTask(Task task)
    {
        lock (_tasks)
        {
            if (_isEnding) throw new InvalidOperationException("The thread has ended.");
            _tasks.Enqueue(task);
            Monitor.Pulse(_tasks);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_tasks) return _tasks.ToArray();
    }

    private void Run()
    {
        while (Next() is { } task) TryExecuteTask(task);
    }

    /// <returns>Null when there is none and none will come.</returns>
    private Task? Next()
    {
        lock (_tasks)
        {
            while (_tasks.Count == 0 && !_isEnding) Monitor.Wait(_tasks);
            return _tasks.TryDequeue(out var task) ? task : null;
        }
    }
}
