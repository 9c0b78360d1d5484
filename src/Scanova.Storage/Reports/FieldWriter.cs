using System.Buffers.Binary;

namespace Scanova.Storage.Reports;

/// <summary>Values as <see cref="FieldReader"/> reads them, in a buffer that is used again.</summary>
internal sealed class FieldWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void AddNull() => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);

    public void Add(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        _length += count;
        if (_length > _buffer.Length) Array.Resize(ref _buffer, _length * 2);
        return _buffer.AsSpan(_length - count, count);
    }
}
