using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Server.Sites;

/// <summary>
/// All sites and keys in memory, kept up by asking the store what changed since the revision known. While the store is away
/// what is known stays in force, and of the rest nobody can tell. A miss asks the store once more, for the site may just have
/// been made on another silo.
/// </summary>
internal sealed class SiteDirectory : ISiteDirectory
{
    /// <summary>No site has a longer id (contract section 10), so nothing longer is looked for or remembered.</summary>
    private const int MostSiteIdCharacters = 64;

    /// <summary>From here on, as after a freeze, what is known is not used before the store was read: twice what passes between refreshes.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(4);

    /// <summary>How long the known waits for the store; beyond, it serves as it is.</summary>
    private static readonly TimeSpan PatienceOfKnown = TimeSpan.FromSeconds(1);

    /// <summary>How long the unknown waits for the store; beyond, the store is away.</summary>
    private static readonly TimeSpan PatienceOfUnknown = TimeSpan.FromSeconds(5);

    private readonly ISiteStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<SiteDirectory> _logger;
    private readonly ConcurrentDictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<KeyHash, KnownKey> _keys = new();
    private readonly RecentMisses<string> _missedSites;
    private readonly RecentMisses<KeyHash> _missedKeys;
    private readonly StoreReadings _readings;
    private readonly long _stale;
    private long _revision;
    private bool _storeIsAway;

    public SiteDirectory(ISiteStore store, TimeProvider time, ILogger<SiteDirectory> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _missedSites = new RecentMisses<string>(time);
        _missedKeys = new RecentMisses<KeyHash>(time);
        _readings = new StoreReadings(Read, time);
        _stale = (long)(Stale.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Every site, by <c>site_id</c>.</summary>
    public IEnumerable<Site> Sites => _sites.Values.OrderBy(s => s.SiteId, StringComparer.Ordinal);

    /// <summary>Every key that was ever seen, for flushing when it was last used.</summary>
    public IEnumerable<KnownKey> Keys => _keys.Values;

    /// <summary>The site, if it is known now; never asks the store.</summary>
    public Site? Known(string siteId) => _sites.GetValueOrDefault(siteId);

    public ValueTask<Site?> Find(string siteId, CancellationToken cancellation, long? asked = null)
    {
        if (_sites.TryGetValue(siteId, out var site)) return IsStale ? FindAfreshOrKnown(siteId, cancellation) : new(site);
        return siteId.Length > MostSiteIdCharacters || _missedSites.Contains(siteId)
            ? default
            : FindUnknown(siteId, asked ?? _time.GetTimestamp(), cancellation);
    }

    public ValueTask<ApiKey?> FindKey(string presentedKey, CancellationToken cancellation)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        if (!KeyHash.TryHash(presentedKey, sha256)) return default;
        var hash = KeyHash.From(sha256);
        if (_keys.TryGetValue(hash, out var known)) return IsStale ? FindKeyAfreshOrKnown(sha256.ToArray(), cancellation) : new(Judge(known, sha256));
        return _missedKeys.Contains(hash) ? default : FindUnknownKey(sha256.ToArray(), _time.GetTimestamp(), cancellation);
    }

    /// <summary>Reads what changed. To be called after a change made here, so that the caller's next request sees it.</summary>
    /// <exception cref="LogUnavailableException">The store is away; the directory stays as it was.</exception>
    public async Task Refresh(CancellationToken cancellation)
    {
        if (await _readings.Next().WaitAsync(cancellation) is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>As <see cref="Refresh"/>, but a store that is away is logged, once, and nothing else.</summary>
    public Task TryRefresh(CancellationToken cancellation) => _readings.Next().WaitAsync(cancellation);

    private bool IsStale => _time.GetTimestamp() - _readings.ReadAt > _stale;

    private async Task Read()
    {
        try
        {
            var changes = await _store.ChangesSince(_revision, CancellationToken.None);
            foreach (var site in changes.Sites) _sites[site.SiteId] = site;
            foreach (var key in changes.Keys) Learn(key);
            _revision = changes.Revision;
        }
        catch (Exception e)
        {
            if (!_storeIsAway) _logger.LogWarning(e, "The store is away: sites and keys stay as known");
            _storeIsAway = true;
            throw;
        }

        if (_storeIsAway) _logger.LogInformation("The store answers again: sites and keys are up to date");
        _storeIsAway = false;
    }

    /// <summary>A revoked key stays known: presenting it again and again must not ask the store each time.</summary>
    private void Learn(ApiKey key) =>
        _keys.AddOrUpdate(KeyHash.From(key.Hash), static (_, key) => new KnownKey(key), static (_, known, key) => known.Replace(key), key);

    private ApiKey? Judge(KnownKey known, ReadOnlySpan<byte> sha256)
    {
        var key = known.Key;
        if (key.RevokedAt is not null || !CryptographicOperations.FixedTimeEquals(key.Hash, sha256)) return null;
        known.Use(_time.GetUtcNow());
        return key;
    }

    private async ValueTask<Site?> FindAfreshOrKnown(string siteId, CancellationToken cancellation)
    {
        await ReadAfreshIfPossible(cancellation);
        return _sites[siteId];
    }

    private async ValueTask<ApiKey?> FindKeyAfreshOrKnown(byte[] sha256, CancellationToken cancellation)
    {
        await ReadAfreshIfPossible(cancellation);
        return Judge(_keys[KeyHash.From(sha256)], sha256);
    }

    private async ValueTask<Site?> FindUnknown(string siteId, long asked, CancellationToken cancellation)
    {
        await ReadSince(asked, cancellation);
        if (_sites.TryGetValue(siteId, out var site)) return site;
        _missedSites.Add(siteId, _readings.ReadAt);
        return null;
    }

    private async ValueTask<ApiKey?> FindUnknownKey(byte[] sha256, long asked, CancellationToken cancellation)
    {
        await ReadSince(asked, cancellation);
        var hash = KeyHash.From(sha256);
        if (_keys.TryGetValue(hash, out var known)) return Judge(known, sha256);
        _missedKeys.Add(hash, _readings.ReadAt);
        return null;
    }

    private ValueTask<bool> ReadAfreshIfPossible(CancellationToken cancellation) =>
        _readings.StartedAfter(_time.GetTimestamp() - _stale, _readings.Next, PatienceOfKnown, cancellation);

    private async ValueTask ReadSince(long asked, CancellationToken cancellation)
    {
        if (!await _readings.StartedAfter(asked, _readings.NextForMiss, PatienceOfUnknown, cancellation))
        {
            throw new LogUnavailableException("Sites and keys that are not known here can't be looked up: the store is away.");
        }
    }
}
