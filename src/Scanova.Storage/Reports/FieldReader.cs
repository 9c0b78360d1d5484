using System.Buffers.Binary;

namespace Scanova.Storage.Reports;

/// <summary>Values one after the other, each as PostgreSQL sends it in binary: its length in 4 bytes (−1 for null), then its bytes.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;

    /// <summary>False for null.</summary>
    public bool TryNext(out ReadOnlySpan<byte> value)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        _rest = _rest[sizeof(int)..];
        if (length < 0)
        {
            value = default;
            return false;
        }

        value = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>A value that is never null.</summary>
    public ReadOnlySpan<byte> Next() => TryNext(out var value) ? value : throw new FormatException("A field that every row has is null.");

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Next());

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Next());

    public Guid Id() => new(Next(), bigEndian: true);

    /// <summary>The next fields as they stand, lengths included.</summary>
    public ReadOnlySpan<byte> Together(int count)
    {
        var start = _rest;
        for (var i = 0; i < count; i++) TryNext(out _);
        return start[..(start.Length - _rest.Length)];
    }
}
