namespace Scanova.Tests.Promises;

/// <summary>Contract section 9: lists show the newest 1,000, counts and sums stay exact.</summary>
[Collection(OneApp.Name)]
public sealed class LongListsTests(UnlimitedApp shared)
{
    private const int Events = 1_500;
    private const int Shown = 1_000;
    private readonly Guid _session = Guid.NewGuid();
    private readonly Guid _visitor = Guid.NewGuid();
    private readonly Guid[] _ids = [.. Enumerable.Range(0, Events).Select(_ => Guid.NewGuid())];

    [Fact]
    public async Task A_session_lists_the_newest_1000_and_counts_all()
    {
        var shop = await Customer.Of(shared.App);
        await SendShuffled(shop, i => new
        {
            event_id = _ids[i],
            scan_session_id = _session,
            web_session_id = _ids[i],
            visitor_id = _ids[i],
            consent = i % 2 == 0 ? "denied" : "granted",
            conversion_value = new { amount = 0.01m, currency = "USD" },
            event_time = Customer.At(i),
        });

        var state = await shop.Session(_session);

        state.Number("event_count").Should().Be(Events);
        state.GetProperty("events").Number("purchase").Should().Be(Events);
        state.GetProperty("revenue").GetProperty("USD").GetDecimal().Should().Be(15m);
        (state.Text("first_seen"), state.Text("last_seen")).Should().Be(("2026-11-02T12:00:00.000Z", "2026-11-03T12:59:00.000Z"));
        var newest = _ids[^Shown..];
        state.List("conversions").Ids().Should().Equal(newest);
        state.List("consent_trail").Ids().Should().Equal(newest);
        foreach (var list in new[] { "web_session_ids", "visitor_ids" })
        {
            state.List(list).Select(id => id.GetGuid()).Should().Equal(newest);
        }

        // Repeats of ids that left the grain's memory long ago are the referee's to tell.
        (await shop.ServerBatch(_ids.Take(5).Select(id => new { event_id = id, scan_session_id = _session }))).Should().OnlyContain(isRepeat => isRepeat);
        (await shop.Session(_session)).Without("duplicate_count").Should().Be(state.Without("duplicate_count"));
    }

    [Fact]
    public async Task Conversions_that_lie_more_than_1000_events_back_are_still_listed()
    {
        var shop = await Customer.Of(shared.App, new { conversion_events = new[] { "signup" } });
        await SendInOrder(shop, i => new
        {
            event_id = _ids[i],
            scan_session_id = _session,
            visitor_id = _visitor,
            event_name = i is 3 or 1_400 ? "signup" : "page_view",
            event_time = Customer.At(i),
        });

        foreach (var state in new[] { await shop.Session(_session), await shop.Visitor(_visitor) })
        {
            state.Number("event_count").Should().Be(Events);
            state.List("conversions").Ids().Should().Equal(_ids[3], _ids[1_400]);
        }
    }

    [Fact]
    public async Task A_visitor_lists_the_newest_1000_and_counts_all()
    {
        var shop = await Customer.Of(shared.App);
        await SendShuffled(shop, i => new
        {
            event_id = _ids[i],
            scan_session_id = _ids[i / 300],
            visitor_id = _visitor,
            conversion_value = new { amount = 0.01m, currency = "USD" },
            event_time = Customer.At(i),
        });

        var visitor = await shop.Visitor(_visitor);

        visitor.Number("event_count").Should().Be(Events);
        visitor.GetProperty("revenue").GetProperty("USD").GetDecimal().Should().Be(15m);
        visitor.List("conversions").Ids().Should().Equal(_ids[^Shown..]);
        visitor.List("touchpoints").Should().HaveCount(Events / 300);
    }

    [Fact]
    public async Task A_visitor_of_many_sessions_lists_the_newest_1000_touchpoints_and_credits_all()
    {
        var shop = await Customer.Of(shared.App, new { conversion_events = new[] { "signup" } });
        await SendShuffled(shop, i => new
        {
            event_id = _ids[i],
            scan_session_id = _ids[i],
            visitor_id = _visitor,
            event_name = i == Events - 1 ? "signup" : "page_view",
            event_time = Customer.At(i),
        });

        var visitor = await shop.Visitor(_visitor);

        visitor.List("touchpoints").Ids("scan_session_id").Should().Equal(_ids[^Shown..]);
        var credit = visitor.List("conversions").Single().GetProperty("credit");
        credit.List("linear").Should().HaveCount(Events);
        credit.List("linear").Sum(c => c.GetProperty("credit").GetDecimal()).Should().Be(1m);
        credit.List("first_touch").Ids("scan_session_id").Should().Equal(_ids[0]);
    }

    [Fact]
    public async Task A_visitor_of_many_conversions_and_touchpoints_is_answered_with_the_newest_conversions_that_fit()
    {
        const int touchpoints = 1_000;
        var shop = await Customer.Of(shared.App, new { conversion_events = new[] { "signup" } });
        await SendShuffled(shop, i => new
        {
            event_id = _ids[i],
            scan_session_id = _ids[i % touchpoints],
            visitor_id = _visitor,
            event_name = i < touchpoints ? "page_view" : "signup",
            event_time = Customer.At(i),
        });

        var visitor = await shop.Visitor(_visitor);

        visitor.Number("event_count").Should().Be(Events);
        visitor.List("conversions").Ids().Should().Equal(_ids[^33..], "each has 3,002 credits, and 100,000 are named");
        visitor.List("conversions").Should().OnlyContain(c => c.GetProperty("credit").GetProperty("linear").GetArrayLength() == touchpoints);
        visitor.GetRawText().Length.Should().BeLessThan(12_000_000);
    }

    private static Task SendShuffled(Customer shop, Func<int, object> each)
    {
        var order = Enumerable.Range(0, Events).ToArray();
        new Random(7).Shuffle(order);
        return Send(shop, order.Select(each));
    }

    private static Task SendInOrder(Customer shop, Func<int, object> each) => Send(shop, Enumerable.Range(0, Events).Select(each));

    private static async Task Send(Customer shop, IEnumerable<object> events)
    {
        foreach (var batch in events.Chunk(500)) (await shop.ServerBatch(batch)).Should().OnlyContain(isRepeat => !isRepeat);
    }
}
