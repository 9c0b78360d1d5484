using System.Collections.Concurrent;

namespace Scanova.Server.Sites;

/// <summary>
/// What was looked for in vain a moment ago: asking for it again and again, as a page with a mistyped id does, neither waits
/// nor asks the store. Far shorter than the 5 s after which what was made elsewhere must be found (contract section 10).
/// </summary>
internal sealed class RecentMisses<TKey>(TimeProvider time)
    where TKey : notnull
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TKey, long> _missedAt = new();

    public bool Contains(TKey key) => _missedAt.TryGetValue(key, out var at) && time.GetElapsedTime(at) < Kept;

    /// <param name="at">When the store was read that did not have it.</param>
    public void Add(TKey key, long at)
    {
        // A flood of ever new ones forgets them all: then each waits for its own reading, which they share.
        if (_missedAt.Count >= Most) _missedAt.Clear();
        _missedAt[key] = at;
    }
}
