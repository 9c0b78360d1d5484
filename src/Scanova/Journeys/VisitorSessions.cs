namespace Scanova.Journeys;

/// <summary>
/// Which visitors only one scan session names, and that session no other: most do not come again, and those a report need
/// not remember to count them once. The rest is shared, and numbered for it from 1 on.
/// </summary>
internal sealed class VisitorSessions
{
    /// <summary>By visitor, the only scan session; 0 for none yet, the number of a shared visitor as a negative.</summary>
    private readonly Column<int> _only = new();

    /// <summary>The highest number of a shared visitor.</summary>
    public int LastShared { get; private set; }

    /// <returns>0 for a visitor who is not shared.</returns>
    public int SharedNumber(int visitor) => Math.Max(-_only[visitor], 0);

    /// <param name="session">Of an event that names the visitor; 0: it has none.</param>
    public void Add(int visitor, int session, ScanSessions sessions)
    {
        while (_only.Count <= visitor) _only.Add(0);
        ref var only = ref _only[visitor];
        if (only == session && session != 0) return;
        if (only == 0 && session != 0)
        {
            only = session;
            return;
        }

        Share(visitor, sessions);
    }

    /// <param name="visitor">Named by an event that was added.</param>
    public void Share(int visitor, ScanSessions sessions)
    {
        ref var only = ref _only[visitor];
        if (only < 0) return;
        var session = only;
        only = -++LastShared;
        if (session > 0) sessions.ShareVisitor(session, LastShared);
    }
}
