using System.Runtime.InteropServices;

namespace Scanova.Journeys;

/// <summary>
/// What scan sessions are made of: how many events of each kind, in no order. Many sessions have the same shape, so a figure
/// that asks for no more than that looks at each shape once instead of at every event.
/// </summary>
internal sealed class Shapes
{
    /// <summary>Of a session that has none: it is long, or as no other while there are too many shapes.</summary>
    public const int None = 0;

    /// <summary>So many take some 10 MB.</summary>
    private const int Most = 1 << 17;

    /// <summary>Fits <see cref="Reports.ShapeCounts"/>; longer sessions hardly ever have a shape in common.</summary>
    private const int MostEvents = byte.MaxValue;
    private const int MostKinds = 16;

    private readonly List<ShapePart> _parts = [];
    private readonly List<int> _ends = [0];
    private int[] _slots = new int[16];

    /// <summary>Shapes are below this, from 1 on.</summary>
    public int Count => _ends.Count;

    public ReadOnlySpan<ShapePart> this[int shape] => CollectionsMarshal.AsSpan(_parts)[_ends[shape - 1].._ends[shape]];

    /// <returns>The shape of a session with these events, or <see cref="None"/>.</returns>
    public int Of(ReadOnlySpan<EventHead> events)
    {
        Span<ShapePart> parts = stackalloc ShapePart[MostKinds];
        var kinds = Sort(events, parts);
        if (kinds == 0) return None;

        parts = parts[..kinds];
        ref var slot = ref Slot(parts);
        if (slot != None || Count > Most) return slot;
        _parts.AddRange(parts);
        _ends.Add(_parts.Count);
        var shape = slot = Count - 1;
        if (Count > _slots.Length / 4 * 3) Widen();
        return shape;
    }

    /// <returns>How many kinds there are; 0 for too many.</returns>
    private static int Sort(ReadOnlySpan<EventHead> events, Span<ShapePart> parts)
    {
        if (events.Length > MostEvents) return 0;
        var kinds = 0;
        foreach (var head in events)
        {
            var at = 0;
            while (at < kinds && parts[at].Kind.Value < head.Kind.Value) at++;
            if (at == kinds || parts[at].Kind != head.Kind)
            {
                if (kinds == MostKinds) return 0;
                parts[at..kinds++].CopyTo(parts[(at + 1)..]);
                parts[at] = new ShapePart(head.Kind, 0);
            }

            parts[at] = parts[at] with { Events = parts[at].Events + 1 };
        }

        return kinds;
    }

    private ref int Slot(ReadOnlySpan<ShapePart> parts)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(parts));
        for (var at = hash.ToHashCode(); ; at++)
        {
            ref var slot = ref _slots[at & (_slots.Length - 1)];
            if (slot == None || this[slot].SequenceEqual(parts)) return ref slot;
        }
    }

    private void Widen()
    {
        _slots = new int[_slots.Length * 2];
        for (var shape = 1; shape < Count; shape++) Slot(this[shape]) = shape;
    }
}

/// <summary>The events of one kind.</summary>
internal readonly record struct ShapePart(EventKind Kind, int Events);
