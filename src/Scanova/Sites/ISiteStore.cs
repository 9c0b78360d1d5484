namespace Scanova.Sites;

/// <summary>
/// Sites and their API keys, durably. Every change raises the store's revision, so that silos can ask cheaply for what is new.
/// All methods throw <see cref="Log.LogUnavailableException"/> when the store is away.
/// </summary>
public interface ISiteStore
{
    /// <summary>False when the id is taken.</summary>
    Task<bool> Create(Site site, CancellationToken cancellation);

    /// <summary>
    /// Changes the settings that <paramref name="change"/> names and no others, so that changes made at once do not undo one
    /// another.
    /// </summary>
    /// <returns>The site as it is then; null when there is none.</returns>
    Task<Site?> Update(string siteId, SiteChange change, CancellationToken cancellation);

    /// <summary>False when the same key (by hash) exists already, under whatever site.</summary>
    Task<bool> AddKey(ApiKey key, CancellationToken cancellation);

    /// <summary>False when the site has no such key; revoking twice keeps the first time.</summary>
    Task<bool> RevokeKey(string siteId, Guid keyId, DateTime at, CancellationToken cancellation);

    /// <summary>The keys of a site, oldest first, revoked ones included.</summary>
    Task<IReadOnlyList<ApiKey>> Keys(string siteId, CancellationToken cancellation);

    /// <summary>Remembers when keys were last used; older times than the stored one change nothing. Does not raise the revision.</summary>
    Task TouchKeys(IReadOnlyDictionary<Guid, DateTime> lastUsed, CancellationToken cancellation);

    /// <summary>Sites and keys changed after a revision (0: all), with the revision they bring a reader to.</summary>
    Task<SiteChanges> ChangesSince(long revision, CancellationToken cancellation);
}

/// <summary>Sites and keys as they are now, of all that changed.</summary>
public sealed record SiteChanges(long Revision, IReadOnlyList<Site> Sites, IReadOnlyList<ApiKey> Keys);
