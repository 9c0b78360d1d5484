using Npgsql;
using Scanova.Privacy;
using Scanova.Sites;

namespace Scanova.Storage.Postgres;

/// <summary>Sites and keys in PostgreSQL. Every change raises the revision in its own transaction, and waits for the change before it.</summary>
internal sealed class PostgresSiteStore(PostgresSources sources) : ISiteStore
{
    private const string Raised = "WITH raised AS (UPDATE site_revision SET revision = revision + 1 RETURNING revision)";

    private const string SiteColumns =
        "site_id, name, active, allowed_domains, conversion_events, lookback_days, consent_default, strict_privacy, time_zone, created_at";

    private const string KeyColumns = "key_id, site_id, name, hash, created_at, last_used_at, revoked_at";

    public async Task<bool> Create(Site site, CancellationToken cancellation) =>
        await sources.Reads.Execute(
            $"""
            {Raised}
            INSERT INTO sites ({SiteColumns}, revision)
            SELECT $1, $2, $3, $4, $5, $6, $7::text, $8, $9, $10, revision FROM raised
            ON CONFLICT DO NOTHING
            """,
            cancellation, site.SiteId, site.Name, site.Active, site.AllowedDomains.ToArray(), site.ConversionEvents.ToArray(), site.LookbackDays,
            Text(site.ConsentDefault), site.StrictPrivacy, site.TimeZone, site.CreatedAt) > 0;

    public async Task<Site?> Update(string siteId, SiteChange change, CancellationToken cancellation) =>
        (await sources.Reads.Query(
            $"""
            {Raised}
            UPDATE sites
            SET name = coalesce($2, name), active = coalesce($3, active), allowed_domains = coalesce($4, allowed_domains),
              conversion_events = coalesce($5, conversion_events), lookback_days = coalesce($6, lookback_days),
              consent_default = CASE WHEN $7 THEN $8::text ELSE consent_default END,
              strict_privacy = coalesce($9, strict_privacy), time_zone = coalesce($10, time_zone), revision = raised.revision
            FROM raised
            WHERE site_id = $1
            RETURNING {SiteColumns}
            """,
            Site, cancellation, siteId, change.Name, change.Active, change.AllowedDomains?.ToArray(), change.ConversionEvents?.ToArray(), change.LookbackDays,
            change.NamesConsentDefault, Text(change.ConsentDefault), change.StrictPrivacy, change.TimeZone)).SingleOrDefault();

    public async Task<bool> AddKey(ApiKey key, CancellationToken cancellation) =>
        await sources.Reads.Execute(
            $"""
            {Raised}
            INSERT INTO api_keys ({KeyColumns}, revision)
            SELECT $1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz, revision FROM raised
            ON CONFLICT DO NOTHING
            """,
            cancellation, key.KeyId, key.SiteId, key.Name, key.Hash, key.CreatedAt, key.LastUsedAt, key.RevokedAt) > 0;

    public async Task<bool> RevokeKey(string siteId, Guid keyId, DateTime at, CancellationToken cancellation) =>
        await sources.Reads.Execute(
            $"""
            {Raised}
            UPDATE api_keys SET revoked_at = coalesce(revoked_at, $3), revision = raised.revision FROM raised WHERE key_id = $1 AND site_id = $2
            """,
            cancellation, keyId, siteId, at) > 0;

    public async Task<IReadOnlyList<ApiKey>> Keys(string siteId, CancellationToken cancellation) =>
        await sources.Reads.Query($"SELECT {KeyColumns} FROM api_keys WHERE site_id = $1 ORDER BY created_at, key_id", Key, cancellation, siteId);

    public Task TouchKeys(IReadOnlyDictionary<Guid, DateTime> lastUsed, CancellationToken cancellation) =>
        sources.Reads.Execute(
            """
            UPDATE api_keys AS k SET last_used_at = used.at
            FROM unnest($1::uuid[], $2::timestamptz[]) AS used (key_id, at)
            WHERE k.key_id = used.key_id AND (k.last_used_at IS NULL OR k.last_used_at < used.at)
            """,
            cancellation, lastUsed.Keys.ToArray(), lastUsed.Values.ToArray());

    /// <summary>The revision is read first: what is stored meanwhile is told again next time, never missed.</summary>
    public async Task<SiteChanges> ChangesSince(long revision, CancellationToken cancellation)
    {
        var newest = (await sources.Reads.Query("SELECT revision FROM site_revision", row => row.GetInt64(0), cancellation))[0];
        if (newest == revision) return new SiteChanges(revision, [], []);

        var sites = await sources.Reads.Query($"SELECT {SiteColumns} FROM sites WHERE revision > $1", Site, cancellation, revision);
        var keys = await sources.Reads.Query($"SELECT {KeyColumns} FROM api_keys WHERE revision > $1", Key, cancellation, revision);
        return new SiteChanges(newest, sites, keys);
    }

    private static string? Text(ConsentState? consent) => consent is { } stated ? EventText.Of(stated) : null;

    private static Site Site(NpgsqlDataReader row) => new()
    {
        SiteId = row.GetString(0),
        Name = row.GetString(1),
        Active = row.GetBoolean(2),
        AllowedDomains = row.GetFieldValue<string[]>(3),
        ConversionEvents = row.GetFieldValue<string[]>(4),
        LookbackDays = row.GetInt32(5),
        ConsentDefault = row.Text(6) is { } consent ? EventText.Consent(consent) : null,
        StrictPrivacy = row.GetBoolean(7),
        TimeZone = row.GetString(8),
        CreatedAt = row.GetDateTime(9),
    };

    private static ApiKey Key(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<byte[]>(3),
        row.GetDateTime(4),
        row.IsDBNull(5) ? null : row.GetDateTime(5),
        row.IsDBNull(6) ? null : row.GetDateTime(6));
}
