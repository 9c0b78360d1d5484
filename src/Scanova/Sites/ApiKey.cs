namespace Scanova.Sites;

/// <summary>A site's API key, known only by its SHA-256 (contract section 10).</summary>
/// <param name="Hash">SHA-256 of the key's UTF-8 bytes, 32 bytes.</param>
public sealed record ApiKey(
    Guid KeyId,
    string SiteId,
    string Name,
    byte[] Hash,
    DateTime CreatedAt,
    DateTime? LastUsedAt,
    DateTime? RevokedAt);
