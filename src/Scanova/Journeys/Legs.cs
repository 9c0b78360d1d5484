namespace Scanova.Journeys;

/// <summary>
/// The legs of scan sessions that have several, by number from 1 on: events without a long pause between them. Who comes back
/// after days makes a session that no day has to itself, but most of its legs lie in one.
/// </summary>
internal sealed class Legs
{
    /// <summary>Before which a leg ends, in ticks.</summary>
    private const long Pause = TimeSpan.TicksPerHour;

    /// <summary>A session of more has none: its events are looked at instead.</summary>
    private const int Most = 16;

    private readonly Column<JourneyLeg> _legs = new();
    private int _free;

    public Legs() => _legs.Add(default);

    public ref readonly JourneyLeg this[int leg] => ref _legs[leg];

    /// <summary>Tells the legs of a session anew.</summary>
    /// <param name="before">Number of its first leg until now; 0: it had none.</param>
    /// <returns>Number of its first leg; 0: it is all one, or of too many.</returns>
    public int Replace(int before, in EventSpan events, Shapes shapes)
    {
        Free(before);
        var (next, end) = (0, events.Count);
        for (var (i, legs) = (events.Count - 1, 0); i >= 0; i--)
        {
            if (i > 0 && events.Times[i] - events.Times[i - 1] < Pause) continue;
            if (i == 0 && end == events.Count) return 0;
            if (++legs > Most)
            {
                Free(next);
                return 0;
            }

            next = Add(Leg(events, i, end, shapes) with { Next = next });
            end = i;
        }

        return next;
    }

    /// <summary>What the events from one to before another are.</summary>
    public static JourneyLeg Leg(in EventSpan events, int from, int end, Shapes shapes)
    {
        var heads = events.Heads[from..end];
        return new JourneyLeg { First = events.Times[from], Last = events.Times[end - 1], Shape = shapes.Of(heads), Amount = Amount(heads) };
    }

    private static int Amount(ReadOnlySpan<EventHead> heads)
    {
        var amount = 0;
        foreach (var head in heads)
        {
            if (head.Kind.HasAmount) amount = amount == 0 ? head.Detail : JourneyLeg.SeveralAmounts;
        }

        return amount;
    }

    private int Add(in JourneyLeg leg)
    {
        if (_free == 0) return _legs.Add(leg);
        var reused = _free;
        _free = _legs[reused].Next;
        _legs[reused] = leg;
        return reused;
    }

    /// <summary>Gives up a leg and those after it.</summary>
    private void Free(int leg)
    {
        while (leg != 0)
        {
            ref var freed = ref _legs[leg];
            (leg, freed.Next, _free) = (freed.Next, _free, leg);
        }
    }
}
