using System.Net.Http.Json;
using System.Text.Json;

namespace Scanova.ClusterTests.Promises;

/// <summary>Holds the live state of scan sessions and visitors against a fold of the log by hand (contract section 9).</summary>
internal static class LiveStateCheck
{
    /// <summary>The busiest ones are those that races and crashes meet.</summary>
    private const int LookedAt = 200;

    private static readonly ParallelOptions AFewAtOnce = new() { MaxDegreeOfParallelism = 4 };

    /// <param name="silo">With the site's key.</param>
    public static async Task Verify(HttpClient silo, IReadOnlyCollection<StoredRow> rows)
    {
        await Parallel.ForEachAsync(Busiest(rows, r => r.Session.ScanSessionId), AFewAtOnce, async (session, _) => await VerifySession(silo, session));
        await Parallel.ForEachAsync(Busiest(rows.Where(r => !r.IsDuplicate), r => r.Session.VisitorId), AFewAtOnce, async (visitor, _) => await VerifyVisitor(silo, visitor));
    }

    private static IEnumerable<IGrouping<Guid, StoredRow>> Busiest(IEnumerable<StoredRow> rows, Func<StoredRow, Guid> key) =>
        rows.GroupBy(key).OrderByDescending(g => g.Count()).Take(LookedAt);

    private static async Task VerifySession(HttpClient silo, IGrouping<Guid, StoredRow> session)
    {
        var live = await silo.GetFromJsonAsync<JsonElement>($"/sessions/{session.Key}");
        var originals = session.Where(r => !r.IsDuplicate).ToList();

        live.GetProperty("event_count").GetInt32().Should().Be(originals.Count);
        live.GetProperty("duplicate_count").GetInt32().Should().Be(session.Count() - originals.Count);
        live.GetProperty("events").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetInt32())
            .Should().Equal(originals.GroupBy(r => r.EventName).ToDictionary(g => g.Key, g => g.Count()));
        VerifyRevenue(live, originals);
    }

    private static async Task VerifyVisitor(HttpClient silo, IGrouping<Guid, StoredRow> visitor)
    {
        var live = await silo.GetFromJsonAsync<JsonElement>($"/visitors/{visitor.Key}");

        live.GetProperty("event_count").GetInt32().Should().Be(visitor.Count());
        live.GetProperty("touchpoints").EnumerateArray().Select(t => t.GetProperty("scan_session_id").GetGuid())
            .Should().BeEquivalentTo(visitor.Select(r => r.Session.ScanSessionId).Distinct());
        VerifyRevenue(live, visitor);
    }

    private static void VerifyRevenue(JsonElement live, IEnumerable<StoredRow> originals)
    {
        var shown = live.GetProperty("revenue").TryGetProperty("USD", out var dollars) ? dollars.GetDecimal() : 0;
        shown.Should().Be(originals.Sum(r => r.Amount ?? 0));
    }
}
