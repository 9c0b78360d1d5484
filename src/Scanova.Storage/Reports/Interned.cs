namespace Scanova.Storage.Reports;

/// <summary>
/// Values of which there are few in many rows: each is made once and found again by its bytes, without allocating. Beyond
/// <see cref="Most"/> it starts over, so that a site that sends a name of its own with every event costs no more than that.
/// </summary>
internal sealed class Interned<T>
{
    private const int Most = 100_000;

    private readonly Dictionary<byte[], T> _known = new(new ByteContent());
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly Func<ReadOnlySpan<byte>, T> _make;

    public Interned(Func<ReadOnlySpan<byte>, T> make)
    {
        _make = make;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public T Of(ReadOnlySpan<byte> bytes)
    {
        if (_lookup.TryGetValue(bytes, out var known)) return known;
        if (_known.Count == Most) _known.Clear();
        return _lookup[bytes] = _make(bytes);
    }

    /// <summary>The hash is seeded in each process: nobody can choose names that meet in it.</summary>
    private sealed class ByteContent : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
