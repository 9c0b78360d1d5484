using System.Data.Common;
using System.Globalization;

namespace Scanova.ClusterTests.Promises;

/// <summary>A row of <c>events</c>, read by plain SQL past the service (contract section 13).</summary>
internal sealed record StoredRow(Guid EventId, Session Session, string EventName, bool IsDuplicate, decimal? Amount)
{
    private const string Query = """
        SELECT CAST(event_id AS text), CAST(scan_session_id AS text), CAST(visitor_id AS text), event_name, is_duplicate, CAST(conversion_amount AS text)
        FROM events WHERE site_id = @site
        """;

    /// <param name="open">An open connection to either database.</param>
    public static async Task<List<StoredRow>> Read(DbConnection open, string siteId)
    {
        await using var command = open.CreateCommand();
        command.CommandText = Query;
        var site = command.CreateParameter();
        (site.ParameterName, site.Value) = ("@site", siteId);
        command.Parameters.Add(site);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<StoredRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new StoredRow(
                Guid.Parse(reader.GetString(0)),
                new Session(Guid.Parse(reader.GetString(1)), Guid.Parse(reader.GetString(2))),
                reader.GetString(3),
                reader.GetInt32(4) == 1,
                reader.IsDBNull(5) ? null : decimal.Parse(reader.GetString(5), CultureInfo.InvariantCulture)));
        }

        return rows;
    }
}
