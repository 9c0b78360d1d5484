using Scanova.Log;

namespace Scanova.Storage.GroupCommit;

/// <summary>An append and the answer its caller waits for: one object, for there is one an event.</summary>
internal sealed class PendingAppend(Append append, CancellationToken cancellation)
    : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Append Append => append;

    public int Rows => append.Rows.Count;

    /// <summary>Whether the caller has given up; if so, it is told here.</summary>
    public bool IsGivenUp()
    {
        if (!cancellation.IsCancellationRequested) return false;
        TrySetCanceled(cancellation);
        return true;
    }
}
