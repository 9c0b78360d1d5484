using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scanova.Server.Admin;

/// <summary>Secrets of 256 random bits, and the hash they are stored as (contract section 10).</summary>
internal static class Secret
{
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
