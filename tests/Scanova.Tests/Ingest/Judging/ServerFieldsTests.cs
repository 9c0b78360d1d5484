using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Tests.Ingest.Judging;

public sealed class ServerFieldsTests
{
    private const string Hash = "A665A45920422F9D417E4867EFDC4FB8A04A1F3FFF1FA07E998E86F7F7A27AE3";
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Every_field_of_the_table_reaches_the_event()
    {
        var e = Judged.Server(
            $$"""
            "event_id":"550e8400-e29b-41d4-a716-446655440001","web_session_id":"550e8400-e29b-41d4-a716-446655440002",
            "visitor_id":"550e8400-e29b-41d4-a716-446655440003","event_time":"2026-11-01T10:00:00+02:00",
            "conversion_value":{"amount":49.99,"currency":"USD"},
            "user_identifiers":{"email_hash":"{{Hash}}","phone_hash":"{{Hash}}","external_id":"cust-1"},
            "properties":{"order":"A-1"},"consent":"pending"
            """).Accepted();

        e.Should().BeEquivalentTo(new
        {
            SiteId = "shop",
            Source = EventSource.Server,
            Name = "purchase",
            EventId = Guid.Parse("550e8400-e29b-41d4-a716-446655440001"),
            ScanSessionId = Guid.Parse(Bodies.ScanSessionId),
            WebSessionId = Guid.Parse("550e8400-e29b-41d4-a716-446655440002"),
            VisitorId = Guid.Parse("550e8400-e29b-41d4-a716-446655440003"),
            EventTime = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc),
            Value = new Money(49.99m, "USD"),
            User = new UserIdentifiers(Hash.ToLowerInvariant(), Hash.ToLowerInvariant(), "cust-1"),
            Metadata = """{"order":"A-1"}""",
            Consent = ConsentState.Pending,
        });
    }

    [Fact]
    public void Site_name_and_scan_session_are_required() => Judged.ServerBody("{}").Flaws().Should().Equal(
        "body.site_id value_error.missing", "body.event_name value_error.missing", "body.scan_session_id value_error.missing");

    [Fact]
    public void Browser_fields_are_ignored_whatever_they_hold()
    {
        var e = Judged.Server("\"page_url\":5,\"metadata\":{\"a\":\"jane@example.com\"},\"device\":1,\"timestamp\":2,\"event_type\":3").Accepted();

        e.Metadata.Should().BeNull();
        e.PageUrl.Should().BeNull();
    }

    [Theory]
    [InlineData("\"conversion_value\":{\"amount\":\"49.99\",\"currency\":\"USD\"}", "body.conversion_value.amount value_error.number")]
    [InlineData("\"conversion_value\":{\"amount\":1000000000000.01,\"currency\":\"USD\"}", "body.conversion_value.amount value_error.number.not_in_range")]
    [InlineData("\"conversion_value\":{\"amount\":1e309,\"currency\":\"USD\"}", "body.conversion_value.amount value_error.number.not_in_range")]
    [InlineData("\"conversion_value\":{\"amount\":0.0000001,\"currency\":\"USD\"}", "body.conversion_value.amount value_error.decimal.max_places")]
    [InlineData("\"conversion_value\":{\"amount\":1}", "body.conversion_value.currency value_error.missing")]
    [InlineData("\"conversion_value\":{\"currency\":\"USD\"}", "body.conversion_value.amount value_error.missing")]
    [InlineData("\"conversion_value\":{\"amount\":null,\"currency\":\"USD\"}", "body.conversion_value.amount value_error.missing")]
    [InlineData("\"conversion_value\":{\"amount\":1,\"currency\":\"XYZ\"}", "body.conversion_value.currency value_error.currency")]
    [InlineData("\"conversion_value\":{\"amount\":1,\"currency\":\"US\"}", "body.conversion_value.currency value_error.currency")]
    [InlineData("\"conversion_value\":{\"amount\":1,\"currency\":840}", "body.conversion_value.currency type_error.string")]
    [InlineData("\"user_identifiers\":{\"email_hash\":\"jane@example.com\"}", "body.user_identifiers.email_hash value_error.sha256")]
    [InlineData("\"user_identifiers\":{\"phone_hash\":\"abc\"}", "body.user_identifiers.phone_hash value_error.sha256")]
    [InlineData("\"user_identifiers\":{\"phone_hash\":1}", "body.user_identifiers.phone_hash type_error.string")]
    [InlineData("\"user_identifiers\":{\"external_id\":\"jane@example.com\"}", "body.user_identifiers.external_id value_error.raw_email")]
    [InlineData("\"user_identifiers\":{\"external_id\":\"\"}", "body.user_identifiers.external_id value_error.any_str.min_length")]
    [InlineData("\"user_identifiers\":\"cust-1\"", "body.user_identifiers value_error.dict")]
    [InlineData("\"properties\":{\"a\":{\"b\":[\"x\",\"jane@example.com\"]}}", "body.properties.a.b.1 value_error.raw_email")]
    public void A_broken_field_is_named_with_its_path(string members, string flaw) =>
        Judged.Server(members).Flaws().Should().Equal(flaw);

    [Fact]
    public void An_external_id_has_at_most_256_characters()
    {
        Judged.Server($"\"user_identifiers\":{{\"external_id\":\"{new string('x', 256)}\"}}").Flaws().Should().BeEmpty();
        Judged.Server($"\"user_identifiers\":{{\"external_id\":\"{new string('x', 257)}\"}}").Flaws()
            .Should().Equal("body.user_identifiers.external_id value_error.any_str.max_length");
    }

    [Fact]
    public void Identifiers_that_hold_nothing_are_none() => Judged.Server("\"user_identifiers\":{}").Accepted().User.Should().BeNull();

    [Fact]
    public void The_hash_of_the_empty_string_is_stored_with_a_warning()
    {
        var judged = Judged.Server($"\"user_identifiers\":{{\"email_hash\":\"{HashOfNothing.ToUpperInvariant()}\"}}");

        judged.Accepted().User!.EmailHash.Should().Be(HashOfNothing);
        judged.Warnings.Should().ContainSingle().Which.Should().Contain("email_hash");
    }

    [Theory]
    [InlineData("usd", "USD")]
    [InlineData("Inr", "INR")]
    [InlineData("JPY", "JPY")]
    [InlineData("BGN", "BGN")]
    public void A_currency_is_stored_in_capitals(string sent, string stored) =>
        Judged.Server($"\"conversion_value\":{{\"amount\":-5,\"currency\":\"{sent}\"}}").Accepted().Value.Should().Be(new Money(-5, stored));

    [Fact]
    public void No_flaw_repeats_a_value()
    {
        var judged = Judged.Server("\"properties\":{\"jane@example.com\":{\"m\":\"joe@example.com\"}},\"user_identifiers\":{\"external_id\":\"max@example.com\"}");

        judged.Flaws().Should().Equal(
            "body.user_identifiers.external_id value_error.raw_email",
            "body.properties.[redacted] value_error.raw_email",
            "body.properties.[redacted].m value_error.raw_email");
    }
}
