using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Scanova.Server.Scans;

/// <summary>Encodes a picture of two colours as PNG: one bit a pixel and a palette.</summary>
internal static class TwoColourPng
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="rows">A square: true is dark.</param>
    public static byte[] Encode(bool[][] rows, (byte R, byte G, byte B) dark, (byte R, byte G, byte B) light)
    {
        using var png = new MemoryStream();
        png.Write(Signature);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, rows.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows.Length);
        const byte bitDepth = 1, indexedColour = 3;
        (header[8], header[9]) = (bitDepth, indexedColour);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "PLTE"u8, [light.R, light.G, light.B, dark.R, dark.G, dark.B]);
        WriteChunk(png, "IDAT"u8, Pixels(rows));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pixels(bool[][] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (rows.Length + 7) / 8];
            foreach (var row in rows)
            {
                Array.Clear(line);
                for (var x = 0; x < row.Length; x++)
                {
                    if (row[x]) line[1 + x / 8] |= (byte)(0x80 >> (x % 8));
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);

        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        png.Write(number);
    }
}
