using System.Security.Cryptography;
using Scanova.Server.Http;

namespace Scanova.Server.Admin;

/// <summary>The key that administers every site: set by the operator, or generated at the first start.</summary>
internal sealed class AdminKey : IAdminKey
{
    private byte[]? _hash;

    public void Use(string key) => _hash = Secret.Hash(key);

    /// <summary>Compares hashes, so that the time taken tells neither a character nor the length.</summary>
    public bool Matches(string presented) => _hash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Secret.Hash(presented));
}
