namespace Scanova.Journeys;

/// <summary>Goes through the journeys of an index.</summary>
internal static class JourneyReading
{
    /// <summary>More cores than these would take more from requests than they give to a report.</summary>
    private const int MostCores = 4;

    /// <summary>For whatever a report does on several cores.</summary>
    public static readonly ParallelOptions OnSeveralCores = new() { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostCores) };

    /// <summary>How many journeys a core takes at a time.</summary>
    private const int Share = 4_096;

    /// <summary>Gives every journey that has an event in the period to a tally, and every duplicate in it.</summary>
    /// <param name="start">In ticks, inclusive.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="empty">Makes a tally; each core that takes part has one of its own, or several one after the other.</param>
    public static T Read<T>(this JourneyIndex index, long start, long end, Func<T> empty, CancellationToken cancellation)
        where T : class, ITally<T>
    {
        var (sessions, lone, repeats) = (index.Sessions.Parts, Shares(index.Lone.Count), index.LoneRepeats.Pieces);
        T? result = null;
        var turn = new Lock();
        Parallel.For(
            0,
            sessions + lone + repeats,
            new ParallelOptions { MaxDegreeOfParallelism = OnSeveralCores.MaxDegreeOfParallelism, CancellationToken = cancellation },
            () => (T?)null,
            (share, _, tally) =>
            {
                tally ??= empty();
                if (share < sessions) index.AddSessions(tally, share, start, end);
                else if (share < sessions + lone) index.AddLone(tally, share - sessions, start, end);
                else index.AddLoneRepeats(tally, share - sessions - lone, start, end);
                return tally;
            },
            tally =>
            {
                if (tally is null) return;
                lock (turn)
                {
                    if (result is null) result = tally;
                    else result.Merge(tally);
                }
            });
        return result ?? empty();
    }

    private static void AddSessions<T>(this JourneyIndex index, T tally, int part, long start, long end)
        where T : ITally<T>
    {
        var sessions = index.Sessions;
        var within = sessions.FactsWithin(part, start, end, out var first);
        var session = first;
        foreach (ref readonly var facts in within)
        {
            if (facts.Whole.Overlaps(start, end)
                && !(facts.Whole.IsWithin(start, end) && tally.AddWhole(session, facts))
                && !(facts.Whole.Next != 0 && tally.AddLegs(session, facts)))
            {
                tally.Add(new Journey(index, session, sessions.Events(session), in facts));
            }

            session++;
        }

        if (within.IsEmpty) return;
        foreach (ref readonly var repeat in sessions.Repeats(part))
        {
            if (repeat.Time >= start && repeat.Time < end) tally.AddRepeat(within[repeat.Session - first], repeat.Head.Kind, repeat.Time);
        }
    }

    private static void AddLone<T>(this JourneyIndex index, T tally, int share, long start, long end)
        where T : ITally<T>
    {
        var last = Math.Min(index.Lone.Count, (share + 1) * Share);
        for (var i = share * Share; i < last; i++)
        {
            var e = index.Lone[i];
            if (e.Times[0] < start || e.Times[0] >= end) continue;
            var facts = index.FactsOf(e.Times[0], e.Heads[0], e.Visitors[0]);
            tally.Add(new Journey(index, 0, e, in facts));
        }
    }

    private static void AddLoneRepeats<T>(this JourneyIndex index, T tally, int piece, long start, long end)
        where T : ITally<T>
    {
        foreach (ref readonly var repeat in index.LoneRepeats.Piece(piece))
        {
            if (repeat.Time >= start && repeat.Time < end) tally.AddRepeat(index.FactsOf(repeat.Time, repeat.Head, visitor: 0), repeat.Head.Kind, repeat.Time);
        }
    }

    private static int Shares(int count) => (count + Share - 1) / Share;
}
