using System.Net;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Promises;

/// <summary>Contract section 9, <c>GET /visitors/{visitor_id}</c> and attribution.</summary>
[Collection(OneApp.Name)]
public sealed class VisitorLookupTests(UnlimitedApp shared)
{
    private const double Day = 24 * 60;
    private static readonly string[] Models = ["last_touch", "first_touch", "linear", "time_decay", "position_based"];
    private readonly Guid _visitor = Guid.NewGuid();
    private readonly Guid[] _sessions = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    [Fact]
    public async Task Touchpoints_stand_in_time_order_and_the_credits_of_each_model_sum_to_one()
    {
        var shop = await Customer.Of(shared.App);
        foreach (var i in new[] { 2, 0, 1 }) await shop.Browser(new { scan_session_id = _sessions[i], visitor_id = _visitor, event_time = Customer.At(i * Day) });
        await shop.Server(new { scan_session_id = _sessions[2], visitor_id = _visitor, event_time = Customer.At(3 * Day), conversion_value = new { amount = 5, currency = "USD" } });

        var visitor = await shop.Visitor(_visitor);

        visitor.List("touchpoints").Ids("scan_session_id").Should().Equal(_sessions[0], _sessions[1], _sessions[2]);
        (visitor.Text("first_seen"), visitor.Text("last_seen"), visitor.Number("event_count"))
            .Should().Be(("2026-11-02T12:00:00.000Z", "2026-11-05T12:00:00.000Z", 4));
        var credit = visitor.List("conversions").Single().GetProperty("credit");
        credit.EnumerateObject().Select(model => model.Name).Should().Equal(Models);
        foreach (var model in Models) credit.List(model).Sum(c => c.GetProperty("credit").GetDecimal()).Should().Be(1m, model);
        credit.List("last_touch").Ids("scan_session_id").Should().Equal(_sessions[2]);
        credit.List("first_touch").Ids("scan_session_id").Should().Equal(_sessions[0]);
        Shares(credit, "linear").Should().Equal(0.333333333m, 0.333333333m, 0.333333334m);
        Shares(credit, "position_based").Should().Equal(0.4m, 0.2m, 0.4m);
        Shares(credit, "time_decay").Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_changed_lookback_holds_for_past_conversions_and_never_takes_their_own_session()
    {
        var shop = await Customer.Of(shared.App);
        await shop.Browser(new { scan_session_id = _sessions[0], visitor_id = _visitor, event_time = Customer.At(-20 * Day) });
        await shop.Browser(new { scan_session_id = _sessions[1], visitor_id = _visitor, event_time = Customer.At(-10 * Day) });
        await shop.Server(new { scan_session_id = _sessions[1], visitor_id = _visitor, event_time = Customer.At(0) });
        (await Earning()).Should().Equal(_sessions[0], _sessions[1]);

        await shop.Change(new { lookback_days = 5 });
        await Eventually.Holds(async () => (await Earning()).SequenceEqual([_sessions[1]]), "the window is asked on reading");
        (await shop.Visitor(_visitor)).List("touchpoints").Should().HaveCount(2);

        async Task<IReadOnlyList<Guid>> Earning() =>
            (await shop.Visitor(_visitor)).List("conversions").Single().GetProperty("credit").List("linear").Ids("scan_session_id");
    }

    [Fact]
    public async Task A_conversion_that_names_no_visitor_is_that_of_its_sessions_latest_visitor_before_it()
    {
        var shop = await Customer.Of(shared.App);
        var (early, late, conversion, first) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await shop.Browser(new { scan_session_id = _sessions[0], visitor_id = late, event_time = Customer.At(10) });
        await shop.Browser(new { scan_session_id = _sessions[0], visitor_id = early, event_time = Customer.At(1) });
        await shop.Server(new { event_id = conversion, scan_session_id = _sessions[0], event_time = Customer.At(5) });
        await shop.Server(new { event_id = first, scan_session_id = _sessions[0], event_time = Customer.At(0) });

        (await shop.Visitor(early)).List("conversions").Ids().Should().Equal(first, conversion);
        (await shop.Visitor(late)).List("conversions").Should().BeEmpty();

        // A late event takes its true place, and the conversion with it.
        await shop.Browser(new { scan_session_id = _sessions[0], visitor_id = late, event_time = Customer.At(4) });
        (await shop.Visitor(late)).List("conversions").Ids().Should().Equal(conversion);
        (await shop.Visitor(early)).List("conversions").Ids().Should().Equal(first);
    }

    [Fact]
    public async Task A_conversion_without_a_session_earns_credit_for_the_visitors_touchpoints()
    {
        var shop = await Customer.Of(shared.App, new { conversion_events = new[] { "lead" } });
        await shop.Browser(new { scan_session_id = _sessions[0], visitor_id = _visitor, event_time = Customer.At(0) });
        await shop.Browser(new { event_type = "lead", visitor_id = _visitor, event_time = Customer.At(1) });

        var lead = (await shop.Visitor(_visitor)).List("conversions").Single();
        lead.IsNull("scan_session_id").Should().BeTrue();
        lead.GetProperty("credit").List("last_touch").Ids("scan_session_id").Should().Equal(_sessions[0]);

        var alone = Guid.NewGuid();
        await shop.Browser(new { event_type = "lead", visitor_id = alone });
        var credit = (await shop.Visitor(alone)).List("conversions").Single().GetProperty("credit");
        Models.Should().OnlyContain(model => credit.List(model).Count == 0);
    }

    [Fact]
    public async Task A_visitor_that_only_repeats_name_does_not_exist()
    {
        var shop = await Customer.Of(shared.App);
        var id = Guid.NewGuid();
        await shop.Browser(new { event_id = id });
        await shop.Browser(new { event_id = id, visitor_id = _visitor });

        (await shop.StatusOf($"/visitors/{_visitor}")).Should().Be(HttpStatusCode.NotFound);
    }

    private static IEnumerable<decimal> Shares(JsonElement credit, string model) => credit.List(model).Select(c => c.GetProperty("credit").GetDecimal());
}
