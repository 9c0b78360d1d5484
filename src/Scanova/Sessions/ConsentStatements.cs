using Scanova.Log;

namespace Scanova.Sessions;

/// <summary>Stated consents in journey order, the newest 1,000.</summary>
internal static class ConsentStatements
{
    public static void Enter(this List<ConsentStatement> trail, ConsentStatement statement)
    {
        trail.InsertInOrder(statement, static (a, b) => a.At.CompareTo(b.At));
        if (trail.Count > NewestIds.Capacity) trail.RemoveAt(0);
    }

    /// <summary>What events state, in whatever order they are.</summary>
    public static List<ConsentStatement> ConsentTrail(this List<RecentEvent> events)
    {
        var trail = new List<ConsentStatement>();
        foreach (var e in events)
        {
            if (e.Statement is { } statement) trail.Enter(statement);
        }

        return trail;
    }

    public static ConsentStatement? LatestConsent(this List<RecentEvent> events)
    {
        ConsentStatement? latest = null;
        foreach (var e in events)
        {
            if (e.Statement is { } statement && (latest is null || statement.At > latest.Value.At)) latest = statement;
        }

        return latest;
    }
}
