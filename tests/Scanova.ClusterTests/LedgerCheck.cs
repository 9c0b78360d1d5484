using System.Data.Common;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Scanova.ClusterTests;

/// <summary>Holds the event log and the live state of every silo against the ledger (contract section 6).</summary>
internal static class LedgerCheck
{
    /// <summary>The busiest sessions are the ones that races and crashes meet.</summary>
    private const int SessionsLookedAt = 300;

    private sealed record Row(Guid EventId, Guid ScanSessionId, bool IsDuplicate, decimal Amount);

    /// <param name="open">A connection to the store's database.</param>
    /// <param name="silos">Clients with the site's key, one a silo.</param>
    public static async Task Verify(Ledger ledger, string siteId, DbConnection open, IReadOnlyList<HttpClient> silos)
    {
        var rows = await Read(open, siteId);
        var originals = rows.Where(r => !r.IsDuplicate).ToLookup(r => r.EventId);
        var repeats = rows.Where(r => r.IsDuplicate).ToLookup(r => r.EventId);
        var sent = ledger.Entries.ToDictionary(e => e.EventId);

        originals.Where(o => o.Count() > 1).Should().BeEmpty("an id has one original");
        originals.Where(o => !sent.ContainsKey(o.Key)).Should().BeEmpty("nothing not sent is there");
        repeats.Where(r => !originals.Contains(r.Key)).Should().BeEmpty("a repeat has an original");
        sent.Values.Where(e => e.IsAcknowledged && !originals.Contains(e.EventId)).Should().BeEmpty("what was acknowledged is stored");
        sent.Values.Where(e => repeats[e.EventId].Count() >= Math.Max(e.Sends, 1)).Should().BeEmpty("a retry of the service is no repeat of the client's");
        ledger.Acknowledged.Should().BePositive("a test without traffic proves nothing");

        var sessions = rows.ToLookup(r => r.ScanSessionId);
        foreach (var silo in silos)
        {
            foreach (var session in sessions.OrderByDescending(s => s.Count()).Take(SessionsLookedAt)) await VerifyLiveState(silo, session);
        }
    }

    private static async Task VerifyLiveState(HttpClient silo, IGrouping<Guid, Row> session)
    {
        var live = await silo.GetFromJsonAsync<JsonElement>($"/sessions/{session.Key}");

        live.GetProperty("event_count").GetInt64().Should().Be(session.Count(r => !r.IsDuplicate));
        live.GetProperty("duplicate_count").GetInt64().Should().Be(session.Count(r => r.IsDuplicate));
        live.GetProperty("revenue").GetProperty("USD").GetDecimal().Should().Be(session.Where(r => !r.IsDuplicate).Sum(r => r.Amount));
    }

    private static async Task<List<Row>> Read(DbConnection open, string siteId)
    {
        await using var command = open.CreateCommand();
        command.CommandText = "SELECT event_id, scan_session_id, is_duplicate, conversion_amount FROM events WHERE site_id = @site";
        var site = command.CreateParameter();
        (site.ParameterName, site.Value) = ("site", siteId);
        command.Parameters.Add(site);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Row(
                Guid.Parse(Convert.ToString(reader[0], CultureInfo.InvariantCulture)!),
                Guid.Parse(Convert.ToString(reader[1], CultureInfo.InvariantCulture)!),
                Convert.ToInt32(reader[2], CultureInfo.InvariantCulture) == 1,
                Convert.ToDecimal(reader[3], CultureInfo.InvariantCulture)));
        }

        return rows;
    }
}
