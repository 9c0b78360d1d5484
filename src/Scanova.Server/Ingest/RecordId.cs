using System.Buffers.Binary;

namespace Scanova.Server.Ingest;

/// <summary>
/// The id that makes our own retries harmless: a version 7 UUID, so that an index takes new ones at its end. Unique, never a
/// secret: asking the system's secure source for each would cost a sixth of judging an event.
/// </summary>
internal static class RecordId
{
    private const int TimeBytes = 6;

    public static Guid New(DateTime receivedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, new DateTimeOffset(receivedAt).ToUnixTimeMilliseconds());
        time[^TimeBytes..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | bytes[6] & 0x0F);
        bytes[8] = (byte)(0x80 | bytes[8] & 0x3F);
        return new Guid(bytes, bigEndian: true);
    }
}
