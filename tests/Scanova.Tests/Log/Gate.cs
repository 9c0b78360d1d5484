namespace Scanova.Tests.Log;

/// <summary>A place where one thing waits until a test lets it go on.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something waits.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Open() => _opened.TrySetResult();

    public Task Pass()
    {
        _arrived.TrySetResult();
        return _opened.Task;
    }
}
