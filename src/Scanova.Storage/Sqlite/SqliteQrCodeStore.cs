using Microsoft.Data.Sqlite;
using Scanova.Sites;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="IQrCodeStore"/>
internal sealed class SqliteQrCodeStore(SqliteStore store) : IQrCodeStore
{
    private const string Columns = "qrid, code, site_id, name, destination_url, tags, active, created_at";

    public Task<bool> Create(QrCode code, CancellationToken cancellation) => store.Database.Write(
        connection => connection.Execute(
            $"""
            INSERT INTO qr_codes ({Columns}) VALUES ($qrid, $code, $site, $name, $destination, $tags, $active, $created)
            ON CONFLICT DO NOTHING
            """,
            ("$qrid", code.Qrid),
            ("$code", code.Code),
            ("$site", code.SiteId),
            ("$name", code.Name),
            ("$destination", code.DestinationUrl),
            ("$tags", SqliteCommands.JsonArray(code.Tags)),
            ("$active", code.Active),
            ("$created", code.CreatedAt.Text())) > 0,
        cancellation);

    public Task<QrCode?> Update(string siteId, string qrid, QrCodeChange change, CancellationToken cancellation) => store.Database.Write(
        connection => connection.Query(
            Read,
            $"""
            UPDATE qr_codes SET
              name = coalesce($name, name), destination_url = coalesce($destination, destination_url), tags = coalesce($tags, tags),
              active = coalesce($active, active)
            WHERE site_id = $site AND qrid = $qrid
            RETURNING {Columns}
            """,
            ("$site", siteId),
            ("$qrid", qrid),
            ("$name", change.Name),
            ("$destination", change.DestinationUrl),
            ("$tags", change.Tags is { } tags ? SqliteCommands.JsonArray(tags) : null),
            ("$active", change.Active)).FirstOrDefault(),
        cancellation);

    public Task<QrCode?> Find(string siteId, string qrid, CancellationToken cancellation) => store.Database.Read(
        connection => connection.Query(
            Read, $"SELECT {Columns} FROM qr_codes WHERE site_id = $site AND qrid = $qrid", ("$site", siteId), ("$qrid", qrid)).FirstOrDefault(),
        cancellation);

    public Task<IReadOnlyList<QrCode>> OfSite(string siteId, CancellationToken cancellation) =>
        store.Database.Read<IReadOnlyList<QrCode>>(
            connection => connection.Query(
                Read, $"SELECT {Columns} FROM qr_codes WHERE site_id = $site ORDER BY created_at, rowid", ("$site", siteId)),
            cancellation);

    public Task<QrCode?> ByCode(string code, CancellationToken cancellation) =>
        store.Database.Read(
            connection => connection.Query(Read, $"SELECT {Columns} FROM qr_codes WHERE code = $code", ("$code", code)).FirstOrDefault(),
            cancellation);

    private static QrCode Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        SqliteCommands.FromJsonArray(row.GetString(5)),
        row.GetBoolean(6),
        SqliteCommands.Time(row.GetString(7)));
}
