using Scanova.Events;
using Scanova.Sites;

namespace Scanova.Tests.Storage;

/// <summary>What people who read the database with SQL find there, the same in every database (contract section 13).</summary>
public abstract class EventViewsContract(StorageFixture storage)
{
    private const string Columns =
        "event_id, site_id, source, event_name, scan_session_id, qrid, web_session_id, visitor_id, event_time, received_at, page_url, page_title, "
        + "referrer, country, region, city, device_type, browser, os, language, screen_width, screen_height, is_bot, conversion_amount, "
        + "conversion_currency, email_hash, phone_hash, external_id, metadata, consent, is_duplicate";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("events")]
    [InlineData("analytics_events")]
    [InlineData("conversions")]
    public async Task An_event_is_read_under_the_names_of_the_wire(string table)
    {
        var stream = Some.Session(await SiteWithConversions("purchase"));
        var e = Some.Event(stream, source: EventSource.Server, name: "purchase") with
        {
            EventTime = Some.Noon.AddMilliseconds(5),
            WebSessionId = Guid.NewGuid(),
            VisitorId = Guid.NewGuid(),
            PageTitle = "Thanks",
            Value = new Money(49.90m, "EUR"),
            Device = new Device("tv", null, null, "en-US", 1, 2, true),
        };
        await storage.Log.Append(Some.Append(stream, 0, e), None);

        (await storage.Query($"SELECT {Columns} FROM {table} WHERE site_id = '{stream.SiteId}'")).Should().Equal(
            $"{e.EventId}|{e.SiteId}|server|purchase|{e.ScanSessionId}||{e.WebSessionId}|{e.VisitorId}|2026-11-01T12:00:00.005Z|"
            + "2026-11-01T12:01:00.000Z||Thanks|||||tv|||en-US|1|2|1|49.90|EUR||||||0");
    }

    [Fact]
    public async Task Analytics_events_leave_duplicates_out_and_know_the_QR_code()
    {
        var stream = Some.Session();
        var view = Some.Event(stream);
        await storage.Log.Append(Some.Append(stream, 0, view, Some.Scan(stream, "Q00000000000000DD")), None);
        await storage.Log.Append(Some.Append(stream, 2, Some.Event(stream, view.EventId)).AsDuplicates(), None);

        (await storage.Query($"SELECT source, qrid FROM analytics_events WHERE site_id = '{stream.SiteId}' ORDER BY source"))
            .Should().Equal("browser|Q00000000000000DD", "scan|Q00000000000000DD");
    }

    [Fact]
    public async Task A_session_is_summed_up_without_its_scan_and_its_duplicates()
    {
        var stream = Some.Session();
        var scan = Some.Scan(stream, "Q00000000000000EE");
        var view = Some.Event(stream, at: Some.Noon.AddMinutes(10));
        await storage.Log.Append(Some.Append(stream, 0, view, scan, Some.Event(stream, at: Some.Noon.AddMinutes(5))), None);
        await storage.Log.Append(Some.Append(stream, 3, Some.Event(stream, view.EventId, Some.Noon.AddDays(1))).AsDuplicates(), None);

        (await Summary(stream)).Should().Equal(
            $"{stream.Id}|Q00000000000000EE|1|2026-11-01T12:00:00.000Z|2026-11-01T12:00:00.000Z|2026-11-01T12:10:00.000Z|2|1|0");
    }

    [Fact]
    public async Task A_session_of_which_only_duplicates_are_known_has_a_row()
    {
        var stream = Some.Session();
        await storage.Log.Append(Some.Append(stream, 0, Some.Event(stream)).AsDuplicates(), None);

        (await Summary(stream)).Should().Equal($"{stream.Id}||0||||0|1|0");
    }

    [Fact]
    public async Task A_session_is_a_bots_if_its_scan_or_its_first_browser_event_is()
    {
        var site = Some.Site();
        var (byScan, byBrowser, byLaterEvent) = (Some.Session(site), Some.Session(site), Some.Session(site));
        await storage.Log.Append(Some.Append(byScan, 0, Some.Scan(byScan, "Q00000000000000FF", isBot: true), Some.Event(byScan)), None);
        await storage.Log.Append(Some.Append(byBrowser, 0,
            Some.Event(byBrowser, at: Some.Noon.AddMinutes(1)), Some.Event(byBrowser) with { Device = Some.Device(isBot: true) }), None);
        await storage.Log.Append(Some.Append(byLaterEvent, 0,
            Some.Event(byLaterEvent, at: Some.Noon.AddMinutes(1)) with { Device = Some.Device(isBot: true) }, Some.Event(byLaterEvent)), None);

        (await storage.Query($"SELECT scan_session_id FROM session_summary WHERE site_id = '{site}' AND is_bot = 1"))
            .Should().BeEquivalentTo([$"{byScan.Id}", $"{byBrowser.Id}"]);
    }

    [Fact]
    public async Task Conversions_follow_the_rule_of_the_site_as_it_is_now()
    {
        var site = await SiteWithConversions();
        var stream = Some.Session(site);
        await storage.Log.Append(Some.Append(stream, 0,
            Some.Scan(stream, "Q0000000000000ABC"), Some.Event(stream), Some.Purchase(stream, 5m), Some.Purchase(stream, -5m),
            Some.Event(stream, source: EventSource.Server, name: "call")), None);
        (await Names()).Should().Equal("call|", "purchase|5");

        await storage.Sites.Update(site, new SiteChange { ConversionEvents = ["page_view", "purchase", "scan"] }, None);

        (await Names()).Should().Equal("page_view|", "purchase|5");
        async Task<IReadOnlyList<string>> Names() =>
            await storage.Query($"SELECT event_name, conversion_amount FROM conversions WHERE site_id = '{site}' AND qrid = 'Q0000000000000ABC' ORDER BY event_name");
    }

    private static Site SiteNaming(string siteId, params string[] conversionEvents) =>
        new() { SiteId = siteId, Name = "A shop", AllowedDomains = [], ConversionEvents = conversionEvents, CreatedAt = Some.Noon };

    private Task<IReadOnlyList<string>> Summary(StreamId stream) => storage.Query(
        "SELECT scan_session_id, qrid, linked, scanned_at, first_seen, last_seen, event_count, duplicate_count, is_bot "
        + $"FROM session_summary WHERE site_id = '{stream.SiteId}'");

    private async Task<string> SiteWithConversions(params string[] names)
    {
        var site = Some.Site();
        await storage.Sites.Create(SiteNaming(site, names), None);
        return site;
    }
}
