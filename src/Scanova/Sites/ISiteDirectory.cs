using Scanova.Log;

namespace Scanova.Sites;

/// <summary>Sites and keys as this silo knows them: answered from memory, at most 5 s behind a change made elsewhere (contract section 10).</summary>
public interface ISiteDirectory
{
    /// <summary>Null when unknown; an inactive site is returned as it is.</summary>
    /// <param name="asked">
    /// When it was asked for, by the clock's timestamp; now if null. What one request asks for it asks for at one moment: the
    /// store is then read for it once, however many sites it names.
    /// </param>
    /// <exception cref="LogUnavailableException">It is not known here, and the store, which may know it, is away.</exception>
    ValueTask<Site?> Find(string siteId, CancellationToken cancellation, long? asked = null);

    /// <summary>The key a caller presents, or null when unknown or revoked.</summary>
    /// <exception cref="LogUnavailableException">It is not known here, and the store, which may know it, is away.</exception>
    ValueTask<ApiKey?> FindKey(string presentedKey, CancellationToken cancellation);
}
