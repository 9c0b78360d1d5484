using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Scanova.Tests.Enrichment;

/// <summary>A small MMDB file made on the spot: a tree of address bits with 24-bit records, then data, then metadata.</summary>
internal sealed class MmdbFile(string databaseType)
{
    private readonly List<int[]> _nodes = [[-1, -1]];
    private readonly List<byte> _data = [];

    /// <param name="network">Such as <c>203.0.113.0/24</c>; version 4 lies in ::/96 of the tree.</param>
    public MmdbFile Add(string network, Dictionary<string, object> record)
    {
        var parsed = IPNetwork.Parse(network);
        var address = parsed.BaseAddress.GetAddressBytes();
        var length = parsed.PrefixLength + (16 - address.Length) * 8;
        byte[] bytes = [.. new byte[16 - address.Length], .. address];
        var at = 0;
        for (var bit = 0; bit < length; bit++)
        {
            var side = (bytes[bit / 8] >> (7 - bit % 8)) & 1;
            if (bit == length - 1)
            {
                // Below -1: an offset into the data.
                _nodes[at][side] = -2 - _data.Count;
                break;
            }

            if (_nodes[at][side] < 0)
            {
                _nodes[at][side] = _nodes.Count;
                _nodes.Add([-1, -1]);
            }

            at = _nodes[at][side];
        }

        Write(_data, record);
        return this;
    }

    public byte[] ToArray()
    {
        var file = new List<byte>();
        foreach (var child in _nodes.SelectMany(n => n))
        {
            var value = child switch { >= 0 => child, -1 => _nodes.Count, _ => _nodes.Count + 16 + (-2 - child) };
            file.AddRange([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }

        file.AddRange(new byte[16]);
        file.AddRange(_data);
        file.AddRange([0xab, 0xcd, 0xef, .. "MaxMind.com"u8]);
        Write(file, new Dictionary<string, object>
        {
            ["node_count"] = (uint)_nodes.Count,
            ["record_size"] = (ushort)24,
            ["ip_version"] = (ushort)6,
            ["database_type"] = databaseType,
            ["languages"] = new object[] { "en" },
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1_790_000_000UL,
            ["description"] = new Dictionary<string, object> { ["en"] = "made by a test" },
        });
        return [.. file];
    }

    private static void Write(List<byte> to, object value)
    {
        switch (value)
        {
            case string text:
                Head(to, 2, Encoding.UTF8.GetByteCount(text));
                to.AddRange(Encoding.UTF8.GetBytes(text));
                break;
            case Dictionary<string, object> map:
                Head(to, 7, map.Count);
                foreach (var (key, item) in map)
                {
                    Write(to, key);
                    Write(to, item);
                }

                break;
            case object[] list:
                Head(to, 11, list.Length);
                foreach (var item in list) Write(to, item);
                break;
            case ushort number:
                Number(to, 5, number, 2);
                break;
            case uint number:
                Number(to, 6, number, 4);
                break;
            case ulong number:
                Number(to, 9, number, 8);
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static void Number(List<byte> to, int type, ulong value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Head(to, type, size);
        to.AddRange(bytes[^size..]);
    }

    private static void Head(List<byte> to, int type, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 28);
        to.Add((byte)((type > 7 ? 0 : type << 5) | size));
        if (type > 7) to.Add((byte)(type - 7));
    }
}
