using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Scanova.Server.Ingest.Gate;

/// <summary>
/// Whom an address stands for: an IPv4 address, or the 64-bit network of an IPv6 one, which is what one subscriber has. Held
/// in memory only, for the rate limit.
/// </summary>
internal readonly record struct CallerAddress(AddressFamily Family, ulong Network)
{
    public static CallerAddress Of(IPAddress? address)
    {
        if (address is null) return default;
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new CallerAddress(AddressFamily.InterNetwork, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new CallerAddress(AddressFamily.InterNetworkV6, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
