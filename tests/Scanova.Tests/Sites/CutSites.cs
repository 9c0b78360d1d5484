using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Tests.Sites;

/// <summary>The real sites and keys, cut off from their readers while <see cref="IsAway"/>; or slow, while <see cref="Hang"/> holds them.</summary>
internal sealed class CutSites(ISiteStore sites) : ISiteStore
{
    private int _readings;

    public bool IsAway { get; set; }

    /// <summary>Readings wait for it.</summary>
    public Task Hang { get; set; } = Task.CompletedTask;

    /// <summary>How often it was asked what changed.</summary>
    public int Readings => _readings;

    public Task<bool> Create(Site site, CancellationToken cancellation) => Reached().Create(site, cancellation);

    public Task<Site?> Update(string siteId, SiteChange change, CancellationToken cancellation) => Reached().Update(siteId, change, cancellation);

    public Task<bool> AddKey(ApiKey key, CancellationToken cancellation) => Reached().AddKey(key, cancellation);

    public Task<bool> RevokeKey(string siteId, Guid keyId, DateTime at, CancellationToken cancellation) => Reached().RevokeKey(siteId, keyId, at, cancellation);

    public Task<IReadOnlyList<ApiKey>> Keys(string siteId, CancellationToken cancellation) => Reached().Keys(siteId, cancellation);

    public Task TouchKeys(IReadOnlyDictionary<Guid, DateTime> lastUsed, CancellationToken cancellation) => Reached().TouchKeys(lastUsed, cancellation);

    public async Task<SiteChanges> ChangesSince(long revision, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readings);
        await Hang;
        return await Reached().ChangesSince(revision, cancellation);
    }

    private ISiteStore Reached() => IsAway ? throw new LogUnavailableException("The store is away.") : sites;
}
