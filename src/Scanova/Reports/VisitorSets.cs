using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Scanova.Reports;

/// <summary>
/// The different shared visitors of each row of a report: a bit for each row and visitor where that is not too much memory,
/// else a set for each row.
/// </summary>
internal sealed class VisitorSets : IDisposable
{
    /// <summary>64 MiB.</summary>
    private const long MostBits = 1L << 29;
    private const int WordBits = 64;

    private readonly List<HashSet<int>> _sets = [];
    private readonly int _words;
    private ulong[]? _bits;

    /// <param name="mostRows">There won't be more.</param>
    /// <param name="lastVisitor">The highest number of a shared visitor (<see cref="Journeys.VisitorSessions"/>).</param>
    public VisitorSets(int mostRows, int lastVisitor)
    {
        _words = (lastVisitor / WordBits) + 1;
        if ((long)mostRows * _words * WordBits <= MostBits) _bits = ArrayPool<ulong>.Shared.Rent(mostRows * _words);
    }

    /// <summary>Makes a row, the next from 0 on, without visitors.</summary>
    public void Begin(int row)
    {
        if (_bits is null) _sets.Add([]);
        else Row(row).Clear();
    }

    public void Add(int row, int visitor)
    {
        if (_bits is null) _sets[row].Add(visitor);
        else _bits[(row * _words) + (int)((uint)visitor / WordBits)] |= 1UL << visitor;
    }

    public int Count(int row)
    {
        if (_bits is null) return _sets[row].Count;
        var count = 0;
        foreach (var word in Row(row)) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Adds the visitors of a row of another one, made for as many rows and visitors. Different rows may be added to at the same time.</summary>
    public void Add(int row, VisitorSets other, int otherRow)
    {
        if (_bits is null) _sets[row].UnionWith(other._sets[otherRow]);
        else Unite(other.Row(otherRow), Row(row));
    }

    public void Dispose()
    {
        if (_bits is not null) ArrayPool<ulong>.Shared.Return(_bits);
        _bits = null;
    }

    private static void Unite(ReadOnlySpan<ulong> from, Span<ulong> to)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(to);
        var others = MemoryMarshal.Cast<ulong, Vector<ulong>>(from);
        for (var i = 0; i < vectors.Length; i++) vectors[i] |= others[i];
        for (var i = vectors.Length * Vector<ulong>.Count; i < to.Length; i++) to[i] |= from[i];
    }

    private Span<ulong> Row(int row) => _bits.AsSpan(row * _words, _words);
}
