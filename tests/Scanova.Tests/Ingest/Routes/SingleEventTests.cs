using System.Text;

namespace Scanova.Tests.Ingest.Routes;

public sealed class SingleEventTests(IngestApp app) : IClassFixture<IngestApp>
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task A_browser_event_is_received_and_its_repeat_is_a_duplicate()
    {
        var body = Bodies.Browser(Bodies.EventId(_id), app.Open);

        var first = await app.Send("/ct", body);
        var second = await app.Send("/ct", body);

        first.Status.Should().Be(200);
        first.Text.Should().Be($$"""{"success":true,"event_id":"{{_id}}","status":"accepted","message":"Event received","duplicate":false}""");
        first.Header("Content-Type").Should().Be("application/json");
        second.Text.Should().Be($$"""{"success":true,"event_id":"{{_id}}","status":"accepted","message":"Event received","duplicate":true}""");
    }

    [Fact]
    public async Task A_server_event_repeats_a_browser_event_of_the_same_id()
    {
        await app.Send("/ct", Bodies.Browser(Bodies.EventId(_id), app.Open));

        var answer = await app.SendWithKey("/server-events", Bodies.Server($"\"event_id\":\"{_id.ToString().ToUpperInvariant()}\"", app.Open));

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("event_id").GetString().Should().Be(_id.ToString());
        answer.Json.GetProperty("duplicate").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task An_event_without_an_id_is_given_one()
    {
        var answer = await app.SendWithKey("/server-events", Bodies.Server("", app.Open));

        answer.Json.GetProperty("event_id").GetGuid().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Warnings_come_with_the_acceptance()
    {
        var answer = await app.SendWithKey("/server-events", Bodies.Server("\"event_time\":\"2099-01-01T00:00:00Z\"", app.Open, name: "Purchase"));

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()).Should().Equal(
            "event_name is not in snake_case", "event_time is over 5 minutes in the future: the time of receipt is used");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData(null)]
    public async Task Json_may_come_as_json_as_plain_text_or_unnamed(string? type)
    {
        foreach (var (path, body) in new[] { ("/ct", Bodies.Browser("", app.Open)), ("/server-events", Bodies.Server("", app.Open)) })
        {
            (await app.Send(path, IngestApp.Content(Bodies.Utf8(body), type), ("X-API-Key", app.OpenKey))).Status.Should().Be(200);
        }
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/html")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain;charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_415(string type)
    {
        var answer = await app.Send("/ct", IngestApp.Content(Bodies.Utf8(Bodies.Browser("", app.Open)), type));

        answer.Status.Should().Be(415);
        answer.Detail.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        var content = IngestApp.Content([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");

        (await app.Send("/ct", content)).Status.Should().Be(415);
    }

    [Theory]
    [InlineData("")]
    [InlineData("site_id=shop")]
    [InlineData("{\"site_id\":")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"x\":{\"y\":[{\"z\":1,\"\\u007a\":2}]}}")]
    public async Task What_is_no_json_object_is_400(string body)
    {
        foreach (var path in new[] { "/ct", "/server-events" })
        {
            var answer = await app.SendWithKey(path, body);

            answer.Status.Should().Be(400);
            answer.Detail.Should().NotBeEmpty();
        }
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task Nesting_over_64_is_400_also_in_ignored_fields(int levels, int status)
    {
        var arrays = new string('[', levels - 1) + new string(']', levels - 1);

        (await app.Send("/ct", Bodies.Browser($"\"ignored\":{arrays}", app.Open))).Status.Should().Be(status);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() =>
        (await app.Send("/ct", IngestApp.Content([0xEF, 0xBB, 0xBF, .. Bodies.Utf8(Bodies.Browser("", app.Open))]))).Status.Should().Be(200);

    [Fact]
    public async Task Unknown_and_inactive_sites_are_400()
    {
        var inactive = await App.Administration.CreateSite(app.App, new { active = false });
        foreach (var site in new[] { "nowhere", inactive })
        {
            var answer = await app.Send("/ct", Bodies.Browser("", site));

            answer.Status.Should().Be(400);
            answer.Text.Should().Be("""{"detail":"site_id not found or inactive"}""");
            (await app.SendWithKey("/server-events", Bodies.Server("", site))).Text.Should().Be(answer.Text);
        }
    }

    [Theory]
    [InlineData("""{"event_type":"a","event_id":5}""", "site_id is required")]
    [InlineData("""{"site_id":"","event_type":""}""", "site_id is required")]
    [InlineData("""{"site_id":"x","event_type":null,"event_id":5}""", "event_type is required")]
    public async Task On_ct_site_and_type_are_asked_for_before_all_fields(string body, string detail)
    {
        var answer = await app.Send("/ct", body);

        (answer.Status, answer.Detail).Should().Be((400, detail));
    }

    [Fact]
    public async Task Every_broken_field_is_listed()
    {
        var answer = await app.SendWithKey("/server-events", """{"site_id":"x","event_name":5,"properties":{"jane@example.com":"joe@example.com"}}""");

        answer.Status.Should().Be(422);
        answer.Json.GetProperty("detail")[1].GetRawText().Should().Be(
            """{"loc":["body","scan_session_id"],"msg":"field required","type":"value_error.missing"}""");
        answer.Flaws.Should().Equal(
            "body.event_name type_error.string",
            "body.scan_session_id value_error.missing",
            "body.properties.[redacted] value_error.raw_email",
            "body.properties.[redacted] value_error.raw_email");
        answer.Text.Should().NotContain("example.com");
    }

    [Fact]
    public async Task Keys_are_asked_for_and_must_be_known_and_of_the_site()
    {
        var body = Bodies.Server("", app.Open);

        (await app.Send("/server-events", body)).Status.Should().Be(401);
        (await app.Send("/server-events", body, ("X-API-Key", ""))).Status.Should().Be(401);
        (await app.Send("/server-events", body, ("X-API-Key", "sk_unknown_key_of_nobody_at_all"))).Status.Should().Be(403);
        (await app.Send("/server-events", body, ("X-API-Key", app.BoundKey))).Status.Should().Be(403);
        (await app.Send("/server-events", body, ("X-API-Key", app.OpenKey))).Status.Should().Be(200);
    }

    [Theory]
    [InlineData(65_536, 200)]
    [InlineData(65_537, 413)]
    public async Task A_body_may_have_64_KiB(int bytes, int status)
    {
        var body = Bodies.Browser("\"ignored\":\"#\"", app.Open);
        var full = Bodies.Utf8(body.Replace("#", new string('x', bytes - body.Length + 1), StringComparison.Ordinal));
        full.Should().HaveCount(bytes);

        (await app.Send("/ct", IngestApp.Content(full))).Status.Should().Be(status);
        (await app.Send("/ct", new WithoutLength(full))).Status.Should().Be(status);
    }

    [Fact]
    public async Task Checks_come_in_the_order_of_the_contract()
    {
        var large = Encoding.UTF8.GetBytes(new string('x', 70_000));

        (await app.Send(HttpMethod.Put, "/server-events", IngestApp.Content(large, "image/png"))).Status.Should().Be(405);
        (await app.Send("/server-events", IngestApp.Content(large, "image/png"))).Status.Should().Be(413);
        (await app.Send("/server-events", new WithoutLength(large, "image/png"))).Status.Should().Be(413);
        (await app.Send("/server-events", IngestApp.Content([], "image/png"))).Status.Should().Be(415);
        (await app.Send("/server-events", "{")).Status.Should().Be(401);
        (await app.Send("/server-events", "{", ("X-API-Key", "sk_unknown_key_of_nobody_at_all"))).Status.Should().Be(403);
        (await app.Send("/server-events", "{", ("X-API-Key", app.BoundKey))).Status.Should().Be(400);
        (await app.Send("/server-events", Bodies.Server("\"consent\":5", "nowhere"), ("X-API-Key", app.BoundKey))).Status.Should().Be(422);
        (await app.Send("/server-events", Bodies.Server("", "nowhere"), ("X-API-Key", app.BoundKey))).Detail.Should().Be("site_id not found or inactive");
        (await app.Send("/server-events", Bodies.Server("", app.Open), ("X-API-Key", app.BoundKey))).Status.Should().Be(403);
        (await app.Send("/ct", Bodies.Browser("\"consent\":5", app.Bound), ("Origin", "https://evil.example"))).Status.Should().Be(422);
    }

    [Theory]
    [InlineData("GET", "/ct", 405)]
    [InlineData("DELETE", "/server-events/batch", 405)]
    [InlineData("POST", "/nowhere", 404)]
    [InlineData("GET", "/", 404)]
    public async Task Unknown_routes_and_wrong_methods_are_answered_in_json(string method, string path, int status)
    {
        var answer = await app.Send(new HttpMethod(method), path, null);

        answer.Status.Should().Be(status);
        answer.Detail.Should().NotBeEmpty();
        if (status == 405) answer.Header("Allow").Should().Contain("POST");
    }

    /// <summary>Sent in chunks, so that nothing announces its length.</summary>
    private sealed class WithoutLength : StreamContent
    {
        public WithoutLength(byte[] body, string type = "application/json")
            : base(new MemoryStream(body)) => Headers.TryAddWithoutValidation("Content-Type", type);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
