using Scanova.Log;

namespace Scanova.Storage.GroupCommit;

/// <summary>One database's way to store many appends in one transaction.</summary>
public interface IAppendStore
{
    /// <summary>
    /// True when the appends of a batch are judged one after another, so that two of them may want the same stream or the
    /// same event id. Otherwise <see cref="AppendLanes"/> keeps such two apart.
    /// </summary>
    bool JudgesInOrder { get; }

    /// <summary>Judges the appends as <see cref="IEventLog.Append"/> says and commits what may be stored, in one transaction. It ends within a bounded time.</summary>
    /// <returns>One outcome an append, in their order; they are durable.</returns>
    /// <exception cref="LogUnavailableException">The store is away: the whole batch fails, nothing of it is known to be stored.</exception>
    /// <exception cref="Exception">Anything else blames the batch's content: it is tried again in halves, down to the culprit.</exception>
    Task<IReadOnlyList<AppendOutcome>> Commit(IReadOnlyList<Append> batch);
}
