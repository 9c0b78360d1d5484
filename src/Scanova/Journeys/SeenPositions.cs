using System.Runtime.InteropServices;

namespace Scanova.Journeys;

/// <summary>
/// Which rows were given, by log position, for those that may be given again. A bit each: while a site is read from its
/// first row on, that is all of them.
/// </summary>
internal sealed class SeenPositions
{
    private const int WordBits = 6;

    private Dictionary<long, ulong> _words = [];
    private long _settled = long.MinValue;

    /// <returns>False when the row was given before.</returns>
    public bool Add(long position)
    {
        if (position <= _settled) return false;
        ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, position >> WordBits, out _);
        var bit = 1UL << (int)(position & ((1 << WordBits) - 1));
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }

    /// <summary>Rows at or before <paramref name="settled"/> are not given again.</summary>
    public void Forget(long settled)
    {
        _settled = Math.Max(_settled, settled);
        _words = new(_words.Where(word => word.Key >= settled >> WordBits));
    }
}
