namespace Scanova.Sites;

/// <summary>Sites and keys as this silo knows them: answered from memory, at most 5 s behind a change made elsewhere (contract section 10).</summary>
public interface ISiteDirectory
{
    /// <summary>Null when unknown; an inactive site is returned as it is.</summary>
    ValueTask<Site?> Find(string siteId, CancellationToken cancellation);

    /// <summary>The key a caller presents, or null when unknown or revoked.</summary>
    ValueTask<ApiKey?> FindKey(string presentedKey, CancellationToken cancellation);
}
