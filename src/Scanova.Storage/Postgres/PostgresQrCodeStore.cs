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

    public async Task<bool> Update(QrCode code, CancellationToken cancellation) =>
        await sources.Reads.Execute(
            "UPDATE qr_codes SET name = $3, destination_url = $4, tags = $5, active = $6 WHERE qrid = $1 AND site_id = $2",
            cancellation, code.Qrid, code.SiteId, code.Name, code.DestinationUrl, code.Tags.ToArray(), code.Active) > 0;

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
