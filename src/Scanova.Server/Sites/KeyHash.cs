using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Scanova.Server.Sites;

/// <summary>SHA-256 of an API key, as a dictionary key that costs no allocation.</summary>
internal readonly record struct KeyHash(UInt128 High, UInt128 Low)
{
    /// <summary>No key is longer (contract section 10), so nothing longer needs hashing.</summary>
    private const int MostCharacters = 256;

    public static KeyHash From(ReadOnlySpan<byte> sha256) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(sha256), BinaryPrimitives.ReadUInt128BigEndian(sha256[16..]));

    /// <summary>Writes the SHA-256 of the key's UTF-8 bytes; false when the text is too long to be a key.</summary>
    public static bool TryHash(ReadOnlySpan<char> key, Span<byte> sha256)
    {
        if (key.Length > MostCharacters) return false;
        Span<byte> utf8 = stackalloc byte[MostCharacters * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], sha256);
        return true;
    }
}
