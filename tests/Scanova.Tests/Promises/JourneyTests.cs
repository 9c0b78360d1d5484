using System.Text.Json;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 9, <c>GET /sessions/{scan_session_id}/events</c>, on either store.</summary>
public abstract class JourneyTests(UnlimitedApp shared)
{
    private readonly Guid _session = Guid.NewGuid();

    [Fact]
    public async Task Rows_stand_in_the_order_of_event_time_then_receipt_then_storing()
    {
        var shop = await Customer.Of(shared.App);
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        await shop.Browser(new { event_id = ids[3], scan_session_id = _session, event_time = Customer.At(5) });
        await shop.Browser(new { event_id = ids[0], scan_session_id = _session, event_time = Customer.At(1) });

        // One batch has one moment of receipt.
        await shop.BrowserBatch(
        [
            new { event_id = ids[1], scan_session_id = _session, event_time = Customer.At(3) },
            new { event_id = ids[2], scan_session_id = _session, event_time = Customer.At(3) },
            new { event_id = ids[4], scan_session_id = _session, event_time = Customer.At(5) },
        ]);

        (await shop.Journey(_session)).Ids().Should().Equal(ids);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 0)]
    [InlineData(500, 1)]
    public async Task Following_next_to_the_end_gives_every_row_once_and_in_order(int limit, int includeDuplicates)
    {
        var shop = await Customer.Of(shared.App);
        var ids = Enumerable.Range(0, 14).Select(_ => Guid.NewGuid()).ToArray();

        // Few distinct times, so that pages end between rows that only their storing tells apart.
        await shop.BrowserBatch(ids.Select((id, i) => new { event_id = id, scan_session_id = _session, event_time = Customer.At(i % 3) }));
        await shop.BrowserBatch(ids.Take(4).Select(id => new { event_id = id, scan_session_id = _session, event_time = Customer.At(1) }));

        var rows = new List<JsonElement>();
        var path = $"/sessions/{_session}/events?limit={limit}&include_duplicates={includeDuplicates}";
        for (var pages = 0; path is not null; pages++)
        {
            pages.Should().BeLessThan(20, "the links must come to an end");
            var page = await shop.Read(path);
            page.List("events").Count.Should().BeInRange(1, limit);
            rows.AddRange(page.List("events"));
            path = page.Text("next");
        }

        rows.Should().HaveCount(includeDuplicates == 0 ? 14 : 18);
        rows.Where(row => row.Number("is_duplicate") == 0).Ids().Should().BeEquivalentTo(ids);
        rows.Count(row => row.Number("is_duplicate") == 1).Should().Be(includeDuplicates * 4);
        rows.Select(row => row.Text("event_time")).Should().BeInAscendingOrder(StringComparer.Ordinal);
        (await shop.Journey(_session, withDuplicates: includeDuplicates == 1)).Select(row => row.GetRawText())
            .Should().Equal(rows.Select(row => row.GetRawText()));
    }

    [Fact]
    public async Task A_row_has_the_columns_of_the_stored_event_with_metadata_as_an_object()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Server(new
        {
            scan_session_id = _session,
            conversion_value = new { amount = 49.90m, currency = "usd" },
            user_identifiers = new { email_hash = new string('A', 64) },
            properties = new { plan = new { seats = 1.10m } },
            event_time = Customer.At(0),
        });

        var row = (await shop.Journey(_session)).Should().ContainSingle().Subject;
        row.EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo(
            "event_id", "site_id", "source", "event_name", "scan_session_id", "qrid", "web_session_id", "visitor_id", "event_time", "received_at",
            "page_url", "page_title", "referrer", "country", "region", "city", "device_type", "browser", "os", "language", "screen_width", "screen_height",
            "is_bot", "conversion_amount", "conversion_currency", "email_hash", "phone_hash", "external_id", "metadata", "consent", "is_duplicate");
        row.GetProperty("metadata").GetRawText().Should().Be("""{"plan":{"seats":1.10}}""");
        row.GetProperty("conversion_amount").GetRawText().Should().StartWith("49.9");
        (row.Text("conversion_currency"), row.Text("source"), row.Text("event_time")).Should().Be(("USD", "server", "2026-11-02T12:00:00.000Z"));
        row.Text("email_hash").Should().Be(new string('a', 64));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("include_duplicates=2", "include_duplicates")]
    [InlineData("after=nonsense", "after")]
    public async Task A_broken_parameter_is_422_and_named(string query, string parameter)
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new { scan_session_id = _session });

        var (status, answer) = await shop.Get($"/sessions/{_session}/events?{query}", ("X-API-Key", shop.Key));

        ((int)status, answer.List("detail").Single().List("loc")[^1].GetString()).Should().Be((422, parameter));
    }
}

public sealed class JourneyOnSqliteTests(UnlimitedApp shared) : JourneyTests(shared), IClassFixture<UnlimitedApp>;

public sealed class JourneyOnPostgresTests(UnlimitedPostgresApp shared) : JourneyTests(shared), IClassFixture<UnlimitedPostgresApp>;
