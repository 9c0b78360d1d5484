using System.Runtime.InteropServices;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// Tells whether an object repeats a key. Objects of few keys are compared key by key, larger ones after sorting by a
/// seeded hash, so that no body makes it slow. Keys are remembered as places in the body, never copied but when escaped.
/// </summary>
internal sealed class RepeatedKeys
{
    private const int FewKeys = 32;
    private const int LargestKept = 1_024;

    [ThreadStatic]
    private static RepeatedKeys? t_idle;

    private readonly int[] _objects = new int[BodyScan.MaxDepth + 1];
    private Key[] _keys = new Key[64];
    private ulong[] _signatures = new ulong[64];
    private byte[] _decoded = [];
    private int _decodedLength;
    private int _depth;
    private int _count;

    private RepeatedKeys()
    {
    }

    public static RepeatedKeys Take()
    {
        var taken = t_idle ?? new RepeatedKeys();
        t_idle = null;
        taken._depth = taken._count = taken._decodedLength = 0;
        return taken;
    }

    /// <summary>Keeps the buffers for the thread's next body.</summary>
    public void Release()
    {
        if (_keys.Length <= LargestKept && _decoded.Length <= LargestKept) t_idle = this;
    }

    public void OpenObject() => _objects[_depth++] = _count;

    /// <param name="at">Where the key's text, without quotes, starts in the body.</param>
    public void Add(ReadOnlySpan<byte> body, int at, int length, bool isEscaped)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _signatures, _count * 2);
        }

        var key = isEscaped ? Decode(body.Slice(at, length)) : new Key(at, length);
        _keys[_count] = key;
        _signatures[_count++] = Signature(Text(body, key));
    }

    /// <returns>True when the object repeats a key.</returns>
    public bool CloseObject(ReadOnlySpan<byte> body)
    {
        var first = _objects[--_depth];
        var count = _count - first;
        _count = first;
        if (count > FewKeys) SortByHash(body, first, count);
        return count > 1 && HasRepeat(body, first, count, isSorted: count > FewKeys);
    }

    private bool HasRepeat(ReadOnlySpan<byte> body, int first, int count, bool isSorted)
    {
        var signatures = _signatures.AsSpan(first, count);
        for (var i = 0; i < count - 1; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                if (signatures[i] == signatures[j])
                {
                    if (Text(body, _keys[first + i]).SequenceEqual(Text(body, _keys[first + j]))) return true;
                }
                else if (isSorted)
                {
                    break;
                }
            }
        }

        return false;
    }

    private void SortByHash(ReadOnlySpan<byte> body, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var hash = new HashCode();
            hash.AddBytes(Text(body, _keys[i]));
            _signatures[i] = (uint)hash.ToHashCode();
        }

        Array.Sort(_signatures, _keys, first, count);
    }

    private Key Decode(ReadOnlySpan<byte> escaped)
    {
        if (_decodedLength + escaped.Length > _decoded.Length)
        {
            Array.Resize(ref _decoded, Math.Max(2 * _decoded.Length, _decodedLength + escaped.Length));
        }

        var length = JsonEscapes.Decode(escaped, _decoded.AsSpan(_decodedLength));
        var key = new Key(~_decodedLength, length);
        _decodedLength += length;
        return key;
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> body, Key key) =>
        key.Start >= 0 ? body.Slice(key.Start, key.Length) : _decoded.AsSpan(~key.Start, key.Length);

    /// <summary>Cheap, and different for most keys of one object: length, beginning and end.</summary>
    private static ulong Signature(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(ulong))
        {
            return MemoryMarshal.Read<ulong>(key) ^ ulong.RotateLeft(MemoryMarshal.Read<ulong>(key[^sizeof(ulong)..]), 7) ^ (ulong)key.Length;
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        key.CopyTo(padded);
        return MemoryMarshal.Read<ulong>(padded) ^ (ulong)key.Length << 56;
    }

    /// <summary>A place in the body, or, as its complement, among the decoded keys.</summary>
    private readonly record struct Key(int Start, int Length);
}
