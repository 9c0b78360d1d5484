using System.Text.Json;

namespace Scanova.Tests.Ingest.Routes;

public sealed class BatchTests(IngestApp app) : IClassFixture<IngestApp>
{
    [Fact]
    public async Task Each_event_is_judged_alone_and_answered_in_order()
    {
        var (first, other, broken) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var answer = await app.SendWithKey("/server-events/batch", Bodies.Batch(
            Bodies.Server(Bodies.EventId(first), app.Open),
            Bodies.Server(Bodies.EventId(first), app.Open).Replace(Bodies.ScanSessionId, Guid.NewGuid().ToString(), StringComparison.Ordinal),
            Bodies.Server($"{Bodies.EventId(broken)},\"consent\":\"no\"", app.Open),
            Bodies.Server(Bodies.EventId(other), app.Bound),
            Bodies.Server("\"event_id\":\"x\"", "nowhere"),
            Bodies.Server(Bodies.EventId(other), "nowhere"),
            "5"));

        answer.Status.Should().Be(200);
        var json = answer.Json;
        json.GetProperty("success").GetBoolean().Should().BeTrue();
        Counts(json).Should().Be((2, 1, 5));
        Results(json).Should().Equal(
            $$"""{"index":0,"event_id":"{{first}}","status":"accepted","duplicate":false}""",
            $$"""{"index":1,"event_id":"{{first}}","status":"accepted","duplicate":true}""",
            $$"""{"index":2,"event_id":"{{broken}}","status":"rejected","duplicate":false,"code":422,"detail":[{"loc":["body","events",2,"consent"],"msg":"value is not a valid enumeration member; permitted: 'granted', 'denied', 'pending'","type":"value_error.enum"}]}""",
            $$"""{"index":3,"event_id":"{{other}}","status":"rejected","duplicate":false,"code":403,"detail":"The key belongs to another site"}""",
            """{"index":4,"event_id":null,"status":"rejected","duplicate":false,"code":422,"detail":[{"loc":["body","events",4,"event_id"],"msg":"value is not a valid uuid","type":"type_error.uuid"}]}""",
            $$"""{"index":5,"event_id":"{{other}}","status":"rejected","duplicate":false,"code":400,"detail":"site_id not found or inactive"}""",
            """{"index":6,"event_id":null,"status":"rejected","duplicate":false,"code":422,"detail":[{"loc":["body","events",6],"msg":"value is not a valid dict","type":"value_error.dict"}]}""");
    }

    [Fact]
    public async Task A_bare_array_is_a_batch_too()
    {
        var answer = await app.Send("/collect/batch", $"[{Bodies.Browser("", app.Open)},{Bodies.Browser("", app.Open)}]");

        Counts(answer.Json).Should().Be((2, 0, 0));
    }

    [Fact]
    public async Task It_is_no_success_when_nothing_was_accepted()
    {
        var answer = await app.Send("/collect/batch", "[{}]");

        answer.Status.Should().Be(200);
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        Counts(answer.Json).Should().Be((0, 0, 1));
    }

    [Theory]
    [InlineData("{}", "body.events value_error.missing")]
    [InlineData("{\"events\":null}", "body.events value_error.missing")]
    [InlineData("{\"events\":5}", "body.events value_error.list")]
    [InlineData("{\"events\":{}}", "body.events value_error.list")]
    [InlineData("{\"events\":[]}", "body.events value_error.list.min_items")]
    [InlineData("[]", "body.events value_error.list.min_items")]
    public async Task A_list_that_is_none_is_422_for_the_whole(string body, string flaw)
    {
        foreach (var path in new[] { "/collect/batch", "/server-events/batch" })
        {
            var answer = await app.SendWithKey(path, body);

            answer.Status.Should().Be(422);
            answer.Flaws.Should().Equal(flaw);
        }
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"events\"")]
    [InlineData("[{},{]")]
    [InlineData("[{\"a\":1,\"a\":2}]")]
    public async Task What_is_neither_object_nor_array_is_400(string body) =>
        (await app.Send("/collect/batch", body)).Status.Should().Be(400);

    [Theory]
    [InlineData(1_000, 200)]
    [InlineData(1_001, 422)]
    public async Task It_may_hold_1000_events(int events, int status)
    {
        var answer = await app.Send("/collect/batch", Bodies.Batch([.. Enumerable.Repeat(Bodies.Browser("", app.Open), events)]));

        answer.Status.Should().Be(status);
        if (status == 200) Counts(answer.Json).Should().Be((1_000, 0, 0));
        else answer.Flaws.Should().Equal("body.events value_error.list.max_items");
    }

    [Theory]
    [InlineData(5 * 1024 * 1024, 200)]
    [InlineData(5 * 1024 * 1024 + 1, 413)]
    public async Task It_may_have_5_MiB(int bytes, int status)
    {
        var body = Bodies.Batch(Bodies.Browser("\"ignored\":\"#\"", app.Open));
        var full = body.Replace("#", new string('x', bytes - body.Length + 1), StringComparison.Ordinal);

        (await app.Send("/collect/batch", full)).Status.Should().Be(status);
    }

    private static (int Accepted, int Duplicates, int Rejected) Counts(JsonElement answer) =>
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32(), answer.GetProperty("rejected").GetInt32());

    private static IEnumerable<string> Results(JsonElement answer) =>
        answer.GetProperty("results").EnumerateArray().Select(r => r.GetRawText());
}
