using Microsoft.Data.Sqlite;
using Scanova.Sites;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="IQrCodeStore"/>
internal sealed class SqliteQrCodeStore(SqliteStore store) : IQrCodeStore
{
    private const string Columns = "qrid, code, site_id, name, destination_url, tags, active, created_at";

    public Task<bool> Create(QrCode code, CancellationToken cancellation) => Change(
        code,
        $"""
        INSERT INTO qr_codes ({Columns}) VALUES ($qrid, $code, $site, $name, $destination, $tags, $active, $created)
        ON CONFLICT DO NOTHING
        """,
        cancellation);

    public Task<bool> Update(QrCode code, CancellationToken cancellation) => Change(
        code,
        """
        UPDATE qr_codes SET name = $name, destination_url = $destination, tags = $tags, active = $active
        WHERE qrid = $qrid AND site_id = $site
        """,
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

    private Task<bool> Change(QrCode code, string sql, CancellationToken cancellation) =>
        store.Database.Write(
            connection => connection.Execute(
                sql,
                ("$qrid", code.Qrid),
                ("$code", code.Code),
                ("$site", code.SiteId),
                ("$name", code.Name),
                ("$destination", code.DestinationUrl),
                ("$tags", SqliteCommands.JsonArray(code.Tags)),
                ("$active", code.Active),
                ("$created", code.CreatedAt.Text())) > 0,
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
