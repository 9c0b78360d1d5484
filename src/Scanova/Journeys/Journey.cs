using Scanova.Attribution;

namespace Scanova.Journeys;

/// <summary>
/// A scan session with its originals, or an original without one, as reports see it. What a scan session is (its QR code,
/// whether it is a bot's, on which device) is told by all its events, also those outside a report's period; an event without
/// one is what it is by itself (contract section 8).
/// </summary>
public readonly ref struct Journey
{
    /// <summary>Number of the scan session; 0 for none.</summary>
    internal readonly int Session;

    /// <summary>The originals in the order of the journey.</summary>
    internal readonly EventSpan Events;

    internal readonly ref readonly JourneyFacts Facts;

    private readonly JourneyIndex _index;

    internal Journey(JourneyIndex index, int session, EventSpan events, ref readonly JourneyFacts facts)
    {
        _index = index;
        Session = session;
        Events = events;
        Facts = ref facts;
    }

    /// <summary>Null for what is no scan session, or has only duplicates.</summary>
    public Touchpoint? Touchpoint => Session == 0 || Events.Count == 0 ? null : _index.TouchpointOf(Session);

    /// <summary>Whose an event of the session is that names no visitor itself (contract section 9).</summary>
    public Guid? VisitorAt(DateTime time)
    {
        if (Session == 0 || Events.Count == 0) return null;
        var visitors = new NamedVisitors(Events);
        return visitors.At(time.Ticks) is not 0 and var visitor ? _index.Visitor(visitor) : null;
    }

    /// <summary>The events of a period: where they start, and where they end.</summary>
    internal (int From, int To) Within(long start, long end)
    {
        if (Facts.Whole.IsWithin(start, end)) return (0, Events.Count);
        return (FirstFrom(Events.Times, start), FirstFrom(Events.Times, end));
    }

    /// <param name="i">An event with an amount.</param>
    internal ref readonly CodedAmount AmountAt(int i) => ref _index.Details.Amount(Events.Heads[i].Detail);

    private static int FirstFrom(ReadOnlySpan<long> times, long time)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (times[middle] < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
