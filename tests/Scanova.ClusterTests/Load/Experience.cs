using System.Collections.Concurrent;

namespace Scanova.ClusterTests.Load;

/// <summary>What the clients lived through.</summary>
internal sealed class Experience
{
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentQueue<string> _missed = new();

    /// <summary>What clients had to repeat for: error answers, answers that broke off, no answer from two silos.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Lookups that did not show what had been answered before.</summary>
    public IReadOnlyCollection<string> Missed => _missed;

    /// <summary>The longest a client had to wait for a 200.</summary>
    public TimeSpan LongestWait { get; private set; }

    /// <summary>The longest a client that had to repeat needed from its first try to a 200.</summary>
    public TimeSpan LongestRepeat { get; private set; }

    public void Accepted(TimeSpan waited, bool isRepeat)
    {
        lock (_gate)
        {
            if (waited > LongestWait) LongestWait = waited;
            if (isRepeat && waited > LongestRepeat) LongestRepeat = waited;
        }
    }

    public void Failed(Answer? answer) => _failures.Enqueue(answer?.ToString() ?? "no answer");

    public void DidNotShow(string what) => _missed.Enqueue(what);
}
