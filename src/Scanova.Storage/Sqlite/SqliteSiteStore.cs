using System.Globalization;
using Microsoft.Data.Sqlite;
using Scanova.Privacy;
using Scanova.Sites;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="ISiteStore"/>
internal sealed class SqliteSiteStore(SqliteStore store) : ISiteStore
{
    private const string SiteColumns =
        "site_id, name, active, allowed_domains, conversion_events, lookback_days, consent_default, strict_privacy, time_zone, created_at";

    private const string KeyColumns = "key_id, site_id, name, hash, created_at, last_used_at, revoked_at";

    public Task<bool> Create(Site site, CancellationToken cancellation) => Change(
        $"""
        INSERT INTO sites ({SiteColumns}, revision)
        VALUES ($site_id, $name, $active, $domains, $conversions, $lookback, $consent, $strict, $zone, $created, $revision)
        ON CONFLICT DO NOTHING
        """,
        [
            ("$site_id", site.SiteId), ("$name", site.Name), ("$active", site.Active),
            ("$domains", SqliteCommands.JsonArray(site.AllowedDomains)), ("$conversions", SqliteCommands.JsonArray(site.ConversionEvents)),
            ("$lookback", site.LookbackDays), ("$consent", Text(site.ConsentDefault)), ("$strict", site.StrictPrivacy), ("$zone", site.TimeZone),
            ("$created", site.CreatedAt.Text()),
        ],
        cancellation);

    public async Task<Site?> Update(string siteId, SiteChange change, CancellationToken cancellation)
    {
        Site? updated = null;
        await Change(
            (connection, revision) =>
            {
                updated = connection.Query(
                    ReadSite,
                    $"""
                    UPDATE sites SET
                      name = coalesce($name, name), active = coalesce($active, active), allowed_domains = coalesce($domains, allowed_domains),
                      conversion_events = coalesce($conversions, conversion_events), lookback_days = coalesce($lookback, lookback_days),
                      consent_default = CASE WHEN $names_consent THEN $consent ELSE consent_default END,
                      strict_privacy = coalesce($strict, strict_privacy), time_zone = coalesce($zone, time_zone), revision = $revision
                    WHERE site_id = $site_id
                    RETURNING {SiteColumns}
                    """,
                    ("$site_id", siteId), ("$name", change.Name), ("$active", change.Active),
                    ("$domains", Json(change.AllowedDomains)), ("$conversions", Json(change.ConversionEvents)), ("$lookback", change.LookbackDays),
                    ("$names_consent", change.NamesConsentDefault), ("$consent", Text(change.ConsentDefault)), ("$strict", change.StrictPrivacy),
                    ("$zone", change.TimeZone), ("$revision", revision)).SingleOrDefault();
                return updated is not null;
            },
            cancellation);
        return updated;
    }

    public Task<bool> AddKey(ApiKey key, CancellationToken cancellation) => Change(
        $"""
        INSERT INTO api_keys ({KeyColumns}, revision) VALUES ($key, $site, $name, $hash, $created, $used, $revoked, $revision)
        ON CONFLICT DO NOTHING
        """,
        [
            ("$key", key.KeyId.ToString()), ("$site", key.SiteId), ("$name", key.Name), ("$hash", key.Hash),
            ("$created", key.CreatedAt.Text()), ("$used", key.LastUsedAt?.Text()), ("$revoked", key.RevokedAt?.Text()),
        ],
        cancellation);

    public Task<bool> RevokeKey(string siteId, Guid keyId, DateTime at, CancellationToken cancellation) => Change(
        "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $at), revision = $revision WHERE key_id = $key AND site_id = $site",
        [("$key", keyId.ToString()), ("$site", siteId), ("$at", at.Text())],
        cancellation);

    public Task<IReadOnlyList<ApiKey>> Keys(string siteId, CancellationToken cancellation) =>
        store.Database.Read<IReadOnlyList<ApiKey>>(
            connection => connection.Query(
                ReadKey, $"SELECT {KeyColumns} FROM api_keys WHERE site_id = $site ORDER BY created_at, rowid", ("$site", siteId)),
            cancellation);

    public Task TouchKeys(IReadOnlyDictionary<Guid, DateTime> lastUsed, CancellationToken cancellation) =>
        store.Database.Write(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                foreach (var (key, at) in lastUsed)
                {
                    connection.Execute(
                        "UPDATE api_keys SET last_used_at = $at WHERE key_id = $key AND (last_used_at IS NULL OR last_used_at < $at)",
                        ("$key", key.ToString()), ("$at", at.Text()));
                }

                transaction.Commit();
                return true;
            },
            cancellation);

    public Task<SiteChanges> ChangesSince(long revision, CancellationToken cancellation) =>
        store.Database.Read(
            connection =>
            {
                // One moment for all three: a change in between would be skipped over.
                using var transaction = connection.BeginTransaction(deferred: true);
                return new SiteChanges(
                    connection.Query(row => row.GetInt64(0), "SELECT revision FROM site_revision").Single(),
                    connection.Query(ReadSite, $"SELECT {SiteColumns} FROM sites WHERE revision > $revision", ("$revision", revision)),
                    connection.Query(ReadKey, $"SELECT {KeyColumns} FROM api_keys WHERE revision > $revision", ("$revision", revision)));
            },
            cancellation);

    private Task<bool> Change(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellation) =>
        Change((connection, revision) => connection.Execute(sql, [.. parameters, ("$revision", revision)]) > 0, cancellation);

    /// <summary>Makes a change under the next revision; a change of nothing gives that back.</summary>
    private Task<bool> Change(Func<SqliteConnection, long, bool> change, CancellationToken cancellation) =>
        store.Database.Write(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                var revision = connection.Query(
                    row => row.GetInt64(0), "UPDATE site_revision SET revision = revision + 1 RETURNING revision").Single();
                var isChanged = change(connection, revision);
                if (isChanged) transaction.Commit();
                return isChanged;
            },
            cancellation);

    private static string? Json(IReadOnlyList<string>? texts) => texts is null ? null : SqliteCommands.JsonArray(texts);

    private static string? Text(ConsentState? consent) => consent is { } stated ? EventText.Of(stated) : null;

    private static Site ReadSite(SqliteDataReader row) => new()
    {
        SiteId = row.GetString(0),
        Name = row.GetString(1),
        Active = row.GetBoolean(2),
        AllowedDomains = SqliteCommands.FromJsonArray(row.GetString(3)),
        ConversionEvents = SqliteCommands.FromJsonArray(row.GetString(4)),
        LookbackDays = row.GetInt32(5),
        ConsentDefault = row.NullableString(6) is { } consent ? EventText.Consent(consent) : null,
        StrictPrivacy = row.GetBoolean(7),
        TimeZone = row.GetString(8),
        CreatedAt = SqliteCommands.Time(row.GetString(9)),
    };

    private static ApiKey ReadKey(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0), CultureInfo.InvariantCulture),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<byte[]>(3),
        SqliteCommands.Time(row.GetString(4)),
        row.NullableString(5) is { } used ? SqliteCommands.Time(used) : null,
        row.NullableString(6) is { } revoked ? SqliteCommands.Time(revoked) : null);
}
