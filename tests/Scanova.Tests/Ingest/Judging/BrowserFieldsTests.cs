using Scanova.Events;
using Scanova.Privacy;
using Scanova.Server.Ingest.Judging;

namespace Scanova.Tests.Ingest.Judging;

public sealed class BrowserFieldsTests
{
    [Fact]
    public void Every_field_of_the_table_reaches_the_event()
    {
        var judged = Judged.Browser(
            """
            "event_id":"AAAAAAAA-e29b-41d4-a716-446655440001","scan_session_id":"550e8400-e29b-41d4-a716-446655440000",
            "web_session_id":"550e8400-e29b-41d4-a716-446655440002","visitor_id":"550e8400-e29b-41d4-a716-446655440003",
            "page_url":"https://shop.example/?a=1","page_title":"Tëst","referrer":"https://other.example/",
            "event_time":"2026-11-01T10:00:00.123Z","timestamp":"2026-11-01T09:00:00Z",
            "device":{"user_agent":"UA","screen_width":1920,"screen_height":1080,"language":"en-US"},
            "metadata":{"a":1},"consent":"denied","conversion_value":{"amount":1.10,"currency":"eur"}
            """);

        var e = judged.Accepted();
        e.Should().BeEquivalentTo(new
        {
            SiteId = "shop",
            Source = EventSource.Browser,
            Name = "page_view",
            EventId = Guid.Parse("aaaaaaaa-e29b-41d4-a716-446655440001"),
            ScanSessionId = Guid.Parse("550e8400-e29b-41d4-a716-446655440000"),
            WebSessionId = Guid.Parse("550e8400-e29b-41d4-a716-446655440002"),
            VisitorId = Guid.Parse("550e8400-e29b-41d4-a716-446655440003"),
            PageUrl = "https://shop.example/?a=1",
            PageTitle = "Tëst",
            Referrer = "https://other.example/",
            EventTime = new DateTime(2026, 11, 1, 10, 0, 0, 123, DateTimeKind.Utc),
            ReceivedAt = Judged.Now,
            Metadata = """{"a":1}""",
            Consent = ConsentState.Denied,
            Value = new Money(1.10m, "EUR"),
        });
        judged.Device.Should().Be(new Server.Enrichment.StatedDevice("UA", "en-US", 1920, 1080));
        judged.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void A_name_and_a_site_are_enough()
    {
        var e = Judged.Browser("").Accepted();

        e.EventTime.Should().Be(Judged.Now);
        e.EventId.Should().NotBeEmpty();
        e.RecordId.Version.Should().Be(7);
        e.RecordId.Should().NotBe(e.EventId);
    }

    [Theory]
    [InlineData("\"page_url\":null,\"device\":null,\"metadata\":null,\"consent\":null,\"event_time\":null,\"scan_session_id\":null,\"conversion_value\":null")]
    [InlineData("\"device\":{\"language\":null,\"screen_width\":null,\"user_agent\":null}")]
    public void Null_means_absent(string members) => Judged.Browser(members).Accepted().PageUrl.Should().BeNull();

    [Fact]
    public void Unknown_and_server_fields_are_ignored_whatever_they_hold()
    {
        var e = Judged.Browser("\"event_name\":5,\"properties\":{\"a\":\"jane@example.com\"},\"user_identifiers\":[],\"x\\ud800\":\"\\u0000\"").Accepted();

        e.User.Should().BeNull();
        e.Metadata.Should().BeNull();
    }

    [Theory]
    [InlineData("\"event_id\":\"x\"", "body.event_id type_error.uuid")]
    [InlineData("\"event_id\":\"\"", "body.event_id type_error.uuid")]
    [InlineData("\"event_id\":5", "body.event_id type_error.uuid")]
    [InlineData("\"scan_session_id\":\"550e8400e29b41d4a716446655440000\"", "body.scan_session_id type_error.uuid")]
    [InlineData("\"web_session_id\":\"{550e8400-e29b-41d4-a716-446655440000}\"", "body.web_session_id type_error.uuid")]
    [InlineData("\"visitor_id\":\" 550e8400-e29b-41d4-a716-446655440000\"", "body.visitor_id type_error.uuid")]
    [InlineData("\"visitor_id\":{\"a\":[1]}", "body.visitor_id type_error.uuid")]
    [InlineData("\"page_url\":5", "body.page_url type_error.string")]
    [InlineData("\"page_title\":[\"a\"]", "body.page_title type_error.string")]
    [InlineData("\"referrer\":true", "body.referrer type_error.string")]
    [InlineData("\"page_title\":\"a\\u0000b\"", "body.page_title value_error.any_str.characters")]
    [InlineData("\"page_title\":\"a\\ud83d\"", "body.page_title value_error.any_str.characters")]
    [InlineData("\"page_title\":\"\\ude00\\ud83d\"", "body.page_title value_error.any_str.characters")]
    [InlineData("\"event_time\":1764547200", "body.event_time value_error.datetime")]
    [InlineData("\"event_time\":\"yesterday\"", "body.event_time value_error.datetime")]
    [InlineData("\"event_time\":\"1999-12-31T23:59:59Z\"", "body.event_time value_error.datetime.too_early")]
    [InlineData("\"timestamp\":\"1999-12-31T23:59:59Z\"", "body.timestamp value_error.datetime.too_early")]
    [InlineData("\"device\":\"iPhone\"", "body.device value_error.dict")]
    [InlineData("\"device\":{\"user_agent\":5}", "body.device.user_agent type_error.string")]
    [InlineData("\"device\":{\"screen_width\":\"1920\"}", "body.device.screen_width value_error.integer")]
    [InlineData("\"device\":{\"screen_width\":19.5}", "body.device.screen_width value_error.integer")]
    [InlineData("\"device\":{\"screen_width\":-1}", "body.device.screen_width value_error.number.not_in_range")]
    [InlineData("\"device\":{\"screen_height\":100001}", "body.device.screen_height value_error.number.not_in_range")]
    [InlineData("\"device\":{\"screen_height\":1e999}", "body.device.screen_height value_error.integer")]
    [InlineData("\"device\":{\"language\":\"0123456789012345678901234567890123456\"}", "body.device.language value_error.any_str.max_length")]
    [InlineData("\"metadata\":[]", "body.metadata value_error.dict")]
    [InlineData("\"metadata\":\"{}\"", "body.metadata value_error.dict")]
    [InlineData("\"consent\":\"yes\"", "body.consent value_error.enum")]
    [InlineData("\"consent\":true", "body.consent type_error.string")]
    [InlineData("\"conversion_value\":49.99", "body.conversion_value value_error.dict")]
    public void A_broken_field_is_named_with_its_path(string members, string flaw) =>
        Judged.Browser(members).Flaws().Should().Equal(flaw);

    [Fact]
    public void Every_broken_field_is_listed_at_once()
    {
        var judged = Judged.BrowserBody(
            """{"site_id":5,"event_type":null,"event_id":1,"page_url":2,"event_time":3,"device":{"screen_width":"a","language":1},"metadata":4,"consent":5,"conversion_value":{}}""");

        judged.Event.Should().BeNull();
        judged.Flaws().Should().BeEquivalentTo(
            "body.site_id type_error.string",
            "body.event_type value_error.missing",
            "body.event_id type_error.uuid",
            "body.page_url type_error.string",
            "body.event_time value_error.datetime",
            "body.device.screen_width value_error.integer",
            "body.device.language type_error.string",
            "body.metadata value_error.dict",
            "body.consent type_error.string",
            "body.conversion_value.amount value_error.missing",
            "body.conversion_value.currency value_error.missing");
    }

    [Fact]
    public void In_a_batch_the_path_starts_with_the_event() =>
        Judged.Browser("\"consent\":\"no\"", index: 3).Flaws().Should().Equal("body.events.3.consent value_error.enum");

    [Theory]
    [InlineData(4_096, 512)]
    [InlineData(4_097, 513)]
    public void Texts_are_measured_in_characters(int url, int title)
    {
        // One character of the astral planes is two UTF-16 units and four bytes.
        var judged = Judged.Browser(
            $"\"page_url\":\"{new string('é', url)}\",\"referrer\":\"{new string('r', url)}\",\"page_title\":\"{string.Concat(Enumerable.Repeat("😀", title))}\"");

        var flaws = judged.Flaws();
        if (url == 4_096) flaws.Should().BeEmpty();
        else flaws.Should().HaveCount(3).And.OnlyContain(f => f.EndsWith("value_error.any_str.max_length", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_name_has_at_most_128_characters(int length, bool isValid) =>
        (Judged.BrowserBody(Bodies.Browser(type: new string('a', length))).Problem is null).Should().Be(isValid);

    [Fact]
    public void A_long_user_agent_is_cut_and_never_refused()
    {
        var judged = Judged.Browser($"\"device\":{{\"user_agent\":\"{new string('a', 1_023)}😀b\\u0000\"}}");

        judged.Flaws().Should().BeEmpty();
        judged.Device.UserAgent.Should().Be(new string('a', 1_023));
    }

    [Fact]
    public void Addresses_are_taken_out_of_urls()
    {
        var e = Judged.Browser("\"page_url\":\"https://shop.example/?m=jane%40example.com\",\"referrer\":\"https:\\/\\/x.example/jane@example.com\"").Accepted();

        e.PageUrl.Should().Be("https://shop.example/?m=[redacted]");
        e.Referrer.Should().Be("https://x.example/[redacted]");
    }

    [Theory]
    [InlineData("page_view", 0)]
    [InlineData("scroll_50", 0)]
    [InlineData("PageView", 1)]
    [InlineData("page view", 1)]
    [InlineData("50_percent", 1)]
    [InlineData("größe", 1)]
    public void A_name_out_of_snake_case_is_accepted_with_a_warning(string type, int warnings)
    {
        var judged = Judged.BrowserBody(Bodies.Browser(type: type));

        judged.Accepted().Name.Should().Be(type);
        judged.Warnings.Should().HaveCount(warnings);
    }

    [Theory]
    [InlineData("2026-11-01T12:05:00Z", 0)]
    [InlineData("2026-11-01T12:05:00.001Z", 1)]
    [InlineData("9999-12-31T23:59:59-12:00", 1)]
    public void A_time_over_five_minutes_ahead_gives_way_to_the_time_of_receipt(string time, int warnings)
    {
        var judged = Judged.Browser($"\"event_time\":\"{time}\"");

        judged.Warnings.Should().HaveCount(warnings);
        if (warnings > 0) judged.Accepted().EventTime.Should().Be(Judged.Now);
    }

    [Fact]
    public void The_sdk_s_timestamp_counts_only_without_an_event_time()
    {
        Judged.Browser("\"timestamp\":\"2026-11-01T09:00:00Z\"").Accepted().EventTime.Hour.Should().Be(9);
        Judged.Browser("\"event_time\":\"2026-11-01T10:00:00Z\",\"timestamp\":\"broken\"").Accepted().EventTime.Hour.Should().Be(10);
    }

    [Theory]
    [InlineData("""{"event_type":"a"}""", "site_id is required")]
    [InlineData("""{"site_id":null,"event_type":"a"}""", "site_id is required")]
    [InlineData("""{"site_id":"","event_type":"a"}""", "site_id is required")]
    [InlineData("""{"site_id":"shop"}""", "event_type is required")]
    [InlineData("""{"site_id":"shop","event_type":""}""", "event_type is required")]
    [InlineData("""{"site_id":5,"event_type":"a"}""", null)]
    public void What_identifies_the_event_is_asked_for_first(string body, string? detail)
    {
        Server.Ingest.Wire.WireReader.ReadOne(Bodies.Utf8(body), out var wire).Should().BeNull();
        BrowserFields.Absent(wire!)?.Detail.Should().Be(detail);
    }
}
