using Npgsql;
using Scanova.Sites;

namespace Scanova.Storage.Postgres;

/// <summary>QR codes in PostgreSQL.</summary>
internal sealed class PostgresQrCodeStore(PostgresSources sources) : IQrCodeStore
{
    private const string Columns = "qrid, code, site_id, name, destination_url, tags, active, created_at";

    public async Task<bool> Create(QrCode code, CancellationToken cancellation) =>
        await sources.Reads.Execute(
            $"INSERT INTO qr_codes ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            cancellation, code.Qrid, code.Code, code.SiteId, code.Name, code.DestinationUrl, code.Tags.ToArray(), code.Active, code.CreatedAt) > 0;

    public async Task<QrCode?> Update(string siteId, string qrid, QrCodeChange change, CancellationToken cancellation) =>
        (await sources.Reads.Query(
            $"""
            UPDATE qr_codes
            SET name = coalesce($3, name), destination_url = coalesce($4, destination_url), tags = coalesce($5, tags), active = coalesce($6, active)
            WHERE site_id = $1 AND qrid = $2
            RETURNING {Columns}
            """,
            Code, cancellation, siteId, qrid, change.Name, change.DestinationUrl, change.Tags?.ToArray(), change.Active)).SingleOrDefault();

    public async Task<QrCode?> Find(string siteId, string qrid, CancellationToken cancellation) =>
        (await sources.Reads.Query($"SELECT {Columns} FROM qr_codes WHERE site_id = $1 AND qrid = $2", Code, cancellation, siteId, qrid)).SingleOrDefault();

    public async Task<IReadOnlyList<QrCode>> OfSite(string siteId, CancellationToken cancellation) =>
        await sources.Reads.Query($"SELECT {Columns} FROM qr_codes WHERE site_id = $1 ORDER BY created_at, qrid", Code, cancellation, siteId);

    public async Task<QrCode?> ByCode(string code, CancellationToken cancellation) =>
        (await sources.Reads.Query($"SELECT {Columns} FROM qr_codes WHERE code = $1", Code, cancellation, code)).SingleOrDefault();

    private static QrCode Code(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<string[]>(5),
        row.GetBoolean(6),
        row.GetDateTime(7));
}
