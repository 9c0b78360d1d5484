using CsCheck;
using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Tests.Sessions;

/// <summary>Random journeys of one scan session: scans, pages, purchases, refunds, consents, repeats, late events and equal times.</summary>
internal static class Journeys
{
    private static readonly Gen<Event> AnyEvent =
        from source in Gen.OneOfConst(EventSource.Scan, EventSource.Browser, EventSource.Browser, EventSource.Server)
        from name in Gen.OneOfConst("page_view", "cart", "purchase", "refund")
        from eventId in Gen.Int[1, 12]
        from second in Gen.Int[0, 20]
        from visitor in Gen.Int[0, 3]
        from web in Gen.Int[0, 3]
        from consent in Gen.OneOfConst<ConsentState?>(null, null, ConsentState.Granted, ConsentState.Denied, ConsentState.Pending)
        from cents in Gen.Int[-500, 500]
        from currency in Gen.OneOfConst("USD", "EUR")
        select Some.BrowserEvent(name, eventId: eventId, atSecond: second) with
        {
            Source = source,
            Qrid = source == EventSource.Scan ? $"Q{second:D16}" : null,
            VisitorId = visitor == 0 ? null : Some.Id(100 + visitor),
            WebSessionId = web == 0 ? null : Some.Id(200 + web),
            Consent = consent,
            PageUrl = source == EventSource.Browser ? $"https://shop.example/{web}" : null,
            Value = cents % 2 == 0 ? new Money(cents / 100m, currency) : null,
        };

    /// <summary>Received events in the order they arrive; ids repeat.</summary>
    public static readonly Gen<Event[]> Events = AnyEvent.Array[1, 30];

    /// <summary>The same, as a log would hold them: numbered, later ones of an id marked as repeats.</summary>
    public static readonly Gen<StoredEvent[]> Rows = Events.Select(events =>
    {
        var ids = new HashSet<Guid>();
        return events.Select((e, i) => Some.Stored(e, i + 1, isDuplicate: !ids.Add(e.EventId))).ToArray();
    });
}
