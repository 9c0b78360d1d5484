namespace Scanova.Journeys;

/// <summary>
/// Which visitors only one scan session names: most do not come again, and those a report need not remember to count them
/// once.
/// </summary>
internal sealed class VisitorSessions
{
    private const int Several = -1;

    /// <summary>The only scan session by visitor; 0 for none yet.</summary>
    private readonly Column<int> _only = new();

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

        if (only > 0) sessions.ShareVisitors(only);
        if (session != 0) sessions.ShareVisitors(session);
        only = Several;
    }
}
