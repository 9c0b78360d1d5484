using System.Text.RegularExpressions;
using Scanova.Events;
using Scanova.Sites;
using Scanova.Tests.Deployment;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Reports;

/// <summary>The queries that the README gives to analysts answer what their first lines say, in every database.</summary>
public abstract partial class ExampleQueriesContract(StorageFixture storage) : IAsyncLifetime
{
    private const string Code = "Q00000000000000A1";
    private static readonly Guid Buyer = Guid.ParseExact("7b5c2f8e-1d2a-4c3b-9e4f-0a1b2c3d4e5f", "D");
    private static readonly Guid Looker = Guid.ParseExact("00000000-0000-4000-8000-000000000001", "D");
    private static readonly Guid Unlinked = Guid.ParseExact("00000000-0000-4000-8000-000000000002", "D");
    private static readonly Guid Order = Guid.ParseExact("00000000-0000-4000-8000-000000000009", "D");
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, string[]> Queries { get; } = new()
    {
        { "Page views by day", ["2026-11-01|2", "2026-11-02|1"] },
        { "Which pages each QR code leads to", [$"{Code}|https://shop.example/|2"] },
        { "One journey", ["2026-11-01T12:00:00.000Z|scan|scan", "2026-11-01T12:01:00.000Z|browser|page_view", "2026-11-01T12:05:00.000Z|server|purchase"] },
        { "Sessions of each QR code, and those that did nothing after the scan", [$"{Code}|2|0"] },
        { "Sessions that no scan of ours made", [$"{Unlinked}|2026-11-02T12:00:00.000Z|1"] },
        { "The busiest sessions", [$"{Buyer}|2|1", $"{Looker}|1|0", $"{Unlinked}|1|0"] },
        { "Conversions of each QR code", [$"{Code}|purchase|1"] },
        { "The largest orders", [$"{Order}|49.90|EUR"] },
        { "Sessions and converted sessions of each QR code", [$"{Code}|2|1"] },
    };

    public async Task InitializeAsync()
    {
        await storage.Sites.Create(new Site { SiteId = "demo", Name = "Demo", AllowedDomains = ["*"], CreatedAt = Storage.Some.Noon }, None);
        var (buyer, looker, unlinked) = (StreamId.ScanSession("demo", Buyer), StreamId.ScanSession("demo", Looker), StreamId.ScanSession("demo", Unlinked));
        var view = View(buyer, 1);
        await storage.Log.Append(Storage.Some.Append(buyer, 0,
            Storage.Some.Scan(buyer, Code), view, Storage.Some.Purchase(buyer, 49.90m, "EUR") with { EventId = Order, EventTime = Storage.Some.Noon.AddMinutes(5) }), None);
        await storage.Log.Append(Storage.Some.Append(buyer, 3, View(buyer, 2) with { EventId = view.EventId }).AsDuplicates(), None);
        await storage.Log.Append(Storage.Some.Append(looker, 0, Storage.Some.Scan(looker, Code), View(looker, 1)), None);
        await storage.Log.Append(Storage.Some.Append(unlinked, 0, View(unlinked, 24 * 60) with { PageUrl = null, Name = "pageview" }), None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_answers_what_it_says(string title, string[] rows)
    {
        var query = Examples().Single(q => q.Groups["title"].Value == title);

        (await storage.Query(query.Groups["sql"].Value)).Should().Equal(rows);
    }

    [Fact]
    public void Every_query_is_tested() =>
        Examples().Select(q => q.Groups["title"].Value).Should().Equal(Queries.Select(row => (string)row[0]));

    private static Event View(StreamId stream, int minutes) => Storage.Some.Event(stream, at: Storage.Some.Noon.AddMinutes(minutes)) with { PageUrl = "https://shop.example/" };

    private static MatchCollection Examples() => Example().Matches(File.ReadAllText(Repository.PathOf("README.md")));

    [GeneratedRegex(@"```sql\n-- (?<title>[^\n]+)\n(?<sql>[^`]+)```")]
    private static partial Regex Example();
}
