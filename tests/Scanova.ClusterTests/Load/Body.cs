using System.Globalization;
using System.Text;
using System.Text.Json;
using Scanova.ClusterTests.Promises;

namespace Scanova.ClusterTests.Load;

/// <summary>One request of a client: an event or a batch of events of one source (contract sections 2 to 4).</summary>
internal sealed class Body(string siteId, IReadOnlyList<Ledger.Entry> entries)
{
    public IReadOnlyList<Ledger.Entry> Entries => entries;

    public string Route => (IsBrowser, IsBatch) switch
    {
        (true, true) => "/collect/batch",
        (true, false) => "/ct",
        (false, true) => "/server-events/batch",
        (false, false) => "/server-events",
    };

    private bool IsBatch => entries.Count > 1;

    private bool IsBrowser => entries[0].Amount is null;

    public HttpContent Content() => new StringContent(
        IsBatch ? $"[{string.Join(',', entries.Select(Json))}]" : Json(entries[0]), Encoding.UTF8, "application/json");

    public void Sent(int times)
    {
        foreach (var entry in entries) entry.Sent(times);
    }

    /// <summary>Enters what a 200 says about each event.</summary>
    /// <returns>Whether all were accepted.</returns>
    public bool Accepted(string answer)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(answer);
        IEnumerable<JsonElement> results = IsBatch ? json.GetProperty("results").EnumerateArray() : [json];
        var refused = 0;
        foreach (var (entry, result) in entries.Zip(results))
        {
            if (result.GetProperty("status").GetString() == "accepted") entry.Answered(result.GetProperty("duplicate").GetBoolean());
            else refused++;
        }

        return refused == 0;
    }

    private string Json(Ledger.Entry entry)
    {
        var kind = entry.Amount is { } amount
            ? string.Create(CultureInfo.InvariantCulture, $$""" "event_name":"purchase","conversion_value":{"amount":{{amount}},"currency":"USD"} """)
            : """ "event_type":"page_view","page_url":"https://shop.example/" """;
        return $$"""
            {"site_id":"{{siteId}}",{{kind}},"event_id":"{{entry.EventId}}","scan_session_id":"{{entry.Session.ScanSessionId}}","visitor_id":"{{entry.Session.VisitorId}}"}
            """;
    }
}
