using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Ingest.Routes;

public sealed class ValidateTests(IngestApp app) : IClassFixture<IngestApp>
{
    [Fact]
    public async Task A_valid_event_is_judged_and_not_stored()
    {
        var body = Bodies.Server(Bodies.EventId(Guid.NewGuid()), app.Open);
        foreach (var _ in new[] { 1, 2 })
        {
            (await app.SendWithKey("/validate", body)).Text.Should().Be(
                """{"valid":true,"results":[{"index":0,"valid":true,"duplicate":false,"stripped":[],"warnings":[],"detail":null}]}""");
        }

        (await app.SendWithKey("/server-events", body)).Json.GetProperty("duplicate").GetBoolean().Should().BeFalse();
        Result(await app.SendWithKey("/validate", body)).GetProperty("duplicate").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task It_names_what_consent_would_strip()
    {
        var members = "\"consent\":\"denied\",\"page_url\":\"https://a.example/\",\"page_title\":\"t\",\"metadata\":{\"a\":1},\"visitor_id\":\"550e8400-e29b-41d4-a716-446655440009\"";
        Stripped(await app.SendWithKey("/validate", Bodies.Browser(members, app.Open))).Should().Equal("page_url", "metadata");
        Stripped(await app.SendWithKey("/validate", Bodies.Server("\"consent\":\"pending\",\"properties\":{}", app.Open))).Should().Equal("properties");

        var strict = await app.App.CreateSite(new { strict_privacy = true });
        var answer = await app.Send("/validate", Bodies.Browser(members, strict), ("X-API-Key", await app.App.CreateKey(strict)), ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
        Stripped(answer).Should().Equal("page_url", "metadata", "page_title", "browser", "os", "visitor_id");
    }

    [Fact]
    public async Task Refusals_and_warnings_stand_beside_each_event()
    {
        var answer = await app.SendWithKey("/validate", Bodies.Batch(
            Bodies.Browser("", app.Open, type: "Page View"), Bodies.Server("\"consent\":5", app.Open), "5", Bodies.Server("", "nowhere")));

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("valid").GetBoolean().Should().BeFalse();
        answer.Json.GetProperty("results").EnumerateArray().Select(r => r.GetRawText()).Should().Equal(
            """{"index":0,"valid":true,"duplicate":false,"stripped":[],"warnings":["event_type is not in snake_case"],"detail":null}""",
            """{"index":1,"valid":false,"duplicate":false,"stripped":[],"warnings":[],"detail":[{"loc":["body","events",1,"consent"],"msg":"str type expected","type":"type_error.string"}]}""",
            """{"index":2,"valid":false,"duplicate":false,"stripped":[],"warnings":[],"detail":[{"loc":["body","events",2],"msg":"value is not a valid dict","type":"value_error.dict"}]}""",
            """{"index":3,"valid":false,"duplicate":false,"stripped":[],"warnings":[],"detail":"site_id not found or inactive"}""");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("[{\"site_id\":\"a\"},5]")]
    [InlineData("{\"event_type\":\"page_view\"}")]
    public async Task A_single_event_may_have_a_field_named_events_which_is_ignored(string events)
    {
        var body = Bodies.Server($"\"events\":{events}", app.Open);

        (await app.SendWithKey("/validate", body)).Text.Should().Be(
            """{"valid":true,"results":[{"index":0,"valid":true,"duplicate":false,"stripped":[],"warnings":[],"detail":null}]}""");
        (await app.SendWithKey("/server-events", body)).Status.Should().Be(200, "it is what the real route says");
    }

    [Theory]
    [InlineData("\"site_id\":\"{0}\",")]
    [InlineData("\"event_type\":\"page_view\",")]
    [InlineData("\"event_name\":5,")]
    public async Task Any_field_that_only_an_event_has_makes_it_one(string member)
    {
        var body = $"{{{member.Replace("{0}", app.Open, StringComparison.Ordinal)}\"events\":[{Bodies.Server("", app.Open)},{Bodies.Server("", app.Open)}]}}";

        var answer = await app.SendWithKey("/validate", body);

        answer.Json.GetProperty("results").GetArrayLength().Should().Be(1);
        answer.Json.GetProperty("valid").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_batch_may_have_fields_to_be_ignored_and_null_is_none()
    {
        var answer = await app.SendWithKey("/validate", $" {{\"x\":1,\"site_id\":null,\"events\":[{Bodies.Server("", app.Open)},{Bodies.Server("", app.Open)}]}}");

        answer.Json.GetProperty("results").GetArrayLength().Should().Be(2);
        answer.Json.GetProperty("valid").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{\"events\":5}")]
    [InlineData("{\"site_id\":5,\"event_name\":\"a\"}")]
    public async Task Any_json_body_is_judged_with_200(string body)
    {
        var answer = await app.SendWithKey("/validate", body);

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("valid").GetBoolean().Should().BeFalse();
        Result(answer).GetProperty("detail").ValueKind.Should().NotBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_domain_is_judged_if_there_is_an_origin()
    {
        var body = Bodies.Browser("", app.Bound);
        (string, string) key = ("X-API-Key", app.BoundKey);

        Result(await app.Send("/validate", body, key)).GetProperty("valid").GetBoolean().Should().BeTrue();
        Result(await app.Send("/validate", body, key, ("Origin", "https://shop.example"))).GetProperty("valid").GetBoolean().Should().BeTrue();
        Result(await app.Send("/validate", body, key, ("Origin", "https://evil.example"))).GetProperty("detail").GetString().Should().Be("Domain not allowed: evil.example");
    }

    [Fact]
    public async Task It_asks_for_a_key_or_for_the_admin_key_and_a_site()
    {
        var body = Bodies.Browser("", app.Open);

        (await app.Send("/validate", body)).Status.Should().Be(401);
        (await app.Send("/validate", body, ("X-API-Key", "sk_unknown_key_of_nobody_at_all"))).Status.Should().Be(403);
        (await app.Send($"/validate?site_id={app.Open}", body, ("X-Admin-Key", "wrong"))).Status.Should().Be(403);
        (await app.Send("/validate", body, ("X-Admin-Key", ScanovaApp.AdminKey))).Flaws.Should().Equal("query.site_id value_error.missing");
        Result(await app.Send($"/validate?site_id={app.Open}", body, ("X-Admin-Key", ScanovaApp.AdminKey))).GetProperty("valid").GetBoolean().Should().BeTrue();
        Result(await app.Send("/validate", body, ("X-API-Key", app.BoundKey))).GetProperty("detail").GetString().Should().Be("The key belongs to another site");
    }

    [Fact]
    public async Task What_is_no_json_is_400() => (await app.SendWithKey("/validate", "{")).Status.Should().Be(400);

    private static JsonElement Result(Answer answer)
    {
        answer.Status.Should().Be(200, answer.Text);
        return answer.Json.GetProperty("results")[0];
    }

    private static IEnumerable<string?> Stripped(Answer answer) => Result(answer).GetProperty("stripped").EnumerateArray().Select(s => s.GetString());
}
