using Scanova.Events;

namespace Scanova.Journeys;

/// <summary>Numbers ids from 1 on, in the order they come in. 0 is none.</summary>
internal sealed class Ids
{
    private readonly Column<Guid> _ids = new();
    private int[] _slots = new int[16];

    public Ids() => _ids.Add(Guid.Empty);

    /// <summary>The highest number.</summary>
    public int Last => _ids.Count - 1;

    public Guid this[int number] => _ids[number];

    /// <returns>The number of the id, a new one if it has none yet.</returns>
    public int Number(Guid id)
    {
        ref var slot = ref Slot(id);
        if (slot != 0) return slot;
        var number = slot = _ids.Add(id);
        if (_ids.Count > _slots.Length / 4 * 3) Widen();
        return number;
    }

    /// <returns>0 when the id has no number.</returns>
    public int Find(Guid id) => Slot(id);

    private ref int Slot(Guid id)
    {
        for (var at = IdHash.Of(id); ; at++)
        {
            ref var slot = ref _slots[at & (_slots.Length - 1)];
            if (slot == 0 || _ids[slot] == id) return ref slot;
        }
    }

    private void Widen()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 1; number < _ids.Count; number++) Slot(_ids[number]) = number;
    }
}
