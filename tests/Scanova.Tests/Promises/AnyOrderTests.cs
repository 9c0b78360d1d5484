using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Scanova.Tests.Promises;

/// <summary>
/// Events with distinct ids and their own stated consent, sent in any order with any repetition, end in the same state but for
/// <c>duplicate_count</c> and <c>received_at</c>: the same events go to two sites, once in order, once not.
/// </summary>
[Collection(OneApp.Name)]
public sealed class AnyOrderTests(UnlimitedApp shared)
{
    private const int Journeys = 15;
    private static readonly Guid[] Sessions = [Some.Id(1), Some.Id(2)];
    private static readonly Guid[] Visitors = [Some.Id(11), Some.Id(12)];

    private static readonly Gen<Sent> AnyEvent =
        from isServer in Gen.Bool
        from name in Gen.OneOfConst("page_view", "signup", "purchase")
        from session in Gen.OneOfConst(Sessions)
        from visitor in Gen.OneOfConst<Guid?>(null, Visitors[0], Visitors[1])
        from consent in Gen.OneOfConst("granted", "denied", "pending")
        from amount in Gen.OneOfConst<decimal?>(null, 19.99m, -5m, 0m)
        select new Sent(isServer, name, session, visitor, consent, amount);

    private static readonly Gen<(Sent[] Events, int[] Order)> AnyJourney =
        from events in AnyEvent.Array[1, 8]
        from repeats in Gen.Int[0, events.Length - 1].Array[0, 5]
        from order in Gen.Shuffle(Enumerable.Range(0, events.Length).Concat(repeats).ToArray())
        select (events, order);

    [Fact]
    public Task Any_order_and_any_repetition_end_in_the_same_state() => AnyJourney.SampleAsync(
        async journey =>
        {
            var (inOrder, mixed) = (await Customer.Of(shared.App), await Customer.Of(shared.App));
            for (var i = 0; i < journey.Events.Length; i++) await Send(inOrder, journey.Events[i], i);
            foreach (var i in journey.Order) await Send(mixed, journey.Events[i], i);

            return await State(inOrder) == await State(mixed);
        },
        iter: Journeys,
        threads: 1);

    private static Task<bool> Send(Customer shop, Sent e, int index)
    {
        var members = new
        {
            event_id = Some.Id(100 + index),
            event_type = e.Name,
            event_name = e.Name,
            scan_session_id = e.Session,
            visitor_id = e.Visitor,
            web_session_id = e.Visitor,
            page_url = $"https://shop.example/{index}",
            consent = e.Consent,
            conversion_value = e.Amount is { } amount ? new { amount, currency = "USD" } : null,
            event_time = Customer.At(index),
        };
        return e.IsServer ? shop.Server(members) : shop.Browser(members);
    }

    /// <summary>Everything that can be read, without what may differ.</summary>
    private static async Task<string> State(Customer shop)
    {
        var state = new JsonArray();
        foreach (var path in Sessions.SelectMany(id => new[] { $"/sessions/{id}", $"/sessions/{id}/events" }).Concat(Visitors.Select(id => $"/visitors/{id}")))
        {
            var (status, answer) = await shop.Get(path, ("X-API-Key", shop.Key));
            state.Add((int)status);
            state.Add(Comparable(JsonSerializer.SerializeToNode(answer)!.AsObject()));
        }

        return state.ToJsonString();
    }

    private static JsonObject Comparable(JsonObject answer)
    {
        foreach (var name in new[] { "site_id", "duplicate_count", "received_at" }) answer.Remove(name);
        if (answer["events"] is JsonArray rows)
        {
            foreach (var row in rows) Comparable(row!.AsObject());
        }

        return answer;
    }

    private sealed record Sent(bool IsServer, string Name, Guid Session, Guid? Visitor, string Consent, decimal? Amount);
}
