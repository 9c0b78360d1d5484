using CsCheck;
using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Ingest;

namespace Scanova.Tests.Recording;

/// <summary>Random calls over few ids, sessions and consents, so that repeats, streams and statements get in each other's way.</summary>
internal static class RandomBatches
{
    private const int Ids = 4;

    private static readonly Gen<ConsentState?> AnyConsent =
        Gen.OneOfConst<ConsentState?>(null, null, ConsentState.Granted, ConsentState.Denied, ConsentState.Pending);

    private static readonly Gen<Event> AnyEvent =
        from id in Gen.Int[1, Ids]
        from session in Gen.OneOfConst<int?>(1, 2, 3, null)
        from visitor in Gen.OneOfConst<int?>(null, 101, 102)
        from second in Gen.Int[0, 3]
        from consent in AnyConsent
        select Some.BrowserEvent(session: session, eventId: id, atSecond: second) with
        {
            ReceivedAt = Some.Noon,
            VisitorId = visitor is { } v ? Some.Id(v) : null,
            Consent = consent,
            PageUrl = "https://shop.example/",
            PageTitle = "Title",
            Metadata = """{"size":"L"}""",
        };

    private static readonly Gen<ConsentPolicy> AnyPolicy =
        from byDefault in AnyConsent
        from strict in Gen.Bool
        select new ConsentPolicy(byDefault, strict);

    /// <summary>A call, and what one that came before it left behind.</summary>
    public static readonly Gen<(AcceptedEvent[] Before, AcceptedEvent[] Batch)> Calls =
        from policy in AnyPolicy
        from before in AnyEvent.Array[0, 4]
        from batch in AnyEvent.Array[2, 12]
        select (Accept(before, policy), Accept(batch, policy));

    /// <summary>The same events under another site.</summary>
    public static AcceptedEvent[] Under(string siteId, IEnumerable<AcceptedEvent> events) =>
        [.. events.Select(e => e with { Event = e.Event with { SiteId = siteId } })];

    /// <summary>What the streams of some events hold, in version order, a line each.</summary>
    public static async Task<IReadOnlyList<string>> Stored(IEventLog log, string siteId, IReadOnlyList<AcceptedEvent> events)
    {
        var lines = new List<string>();
        foreach (var (kind, id) in events.SelectMany(e => Streams(e.Event)).Distinct().Order())
        {
            foreach (var row in await log.Load(new StreamId(siteId, kind, id), 0, 100, CancellationToken.None))
            {
                lines.Add($"{kind} {row.Version}: {Line(events, row.Event, row.IsDuplicate)}");
            }
        }

        return lines;
    }

    /// <summary>An event by its place among those sent, and what was left of it.</summary>
    public static string Line(IEnumerable<AcceptedEvent> sent, Event e, bool isDuplicate) =>
        $"{sent.TakeWhile(s => s.Event.RecordId != e.RecordId).Count()} {(isDuplicate ? "repeat" : "original")} of {e.EventId:D}"
        + $" with {e.PageUrl} {e.PageTitle} {e.Metadata} {e.VisitorId} {e.Consent}";

    /// <summary>Where an event may stand: strict privacy takes the visitor off it.</summary>
    private static IEnumerable<(StreamKind Kind, Guid Id)> Streams(Event e)
    {
        if (e.ScanSessionId is { } session) yield return (StreamKind.ScanSession, session);
        if (e.VisitorId is { } visitor) yield return (StreamKind.Visitor, visitor);
        yield return (StreamKind.Lone, e.RecordId);
    }

    private static AcceptedEvent[] Accept(Event[] events, ConsentPolicy policy) => [.. events.Select(e => new AcceptedEvent(e, policy))];
}
