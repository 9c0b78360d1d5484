using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Tests;

/// <summary>Test data: valid unless a test says otherwise.</summary>
internal static class Some
{
    public const string SiteId = "shop";

    public static readonly DateTime Noon = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    public static readonly ConsentPolicy StoreWhole = new(Default: null, Strict: false);

    public static Guid Id(int n) => new(n, 0x0a0b, 0x4c0d, [0x8e, 0x0f, 1, 2, 3, 4, 5, 6]);

    public static Event BrowserEvent(string name = "page_view", int? session = 1, int? eventId = null, int atSecond = 0) => new()
    {
        RecordId = Guid.NewGuid(),
        SiteId = SiteId,
        Source = EventSource.Browser,
        EventId = eventId is { } id ? Id(id) : Guid.NewGuid(),
        Name = name,
        EventTime = Noon.AddSeconds(atSecond),
        ReceivedAt = Noon.AddSeconds(atSecond),
        ScanSessionId = session is { } s ? Id(s) : null,
    };

    public static Event ServerEvent(string name = "purchase", int? session = 1, int? eventId = null, int atSecond = 0, decimal? usd = null) =>
        BrowserEvent(name, session, eventId, atSecond) with
        {
            Source = EventSource.Server,
            Value = usd is { } amount ? new Money(amount, "USD") : null,
        };

    public static Event Scan(string qrid = "Q0000000000000001", int session = 1, int atSecond = 0) =>
        BrowserEvent("scan", session, atSecond: atSecond) with { Source = EventSource.Scan, Qrid = qrid };

    public static StoredEvent Stored(Event e, long version, bool isDuplicate = false) => new(StreamId.Of(e), version, isDuplicate, e);

    public static RecordRequest Request(params Event[] events) => new(events, StoreWhole, IsRetry: false);
}
