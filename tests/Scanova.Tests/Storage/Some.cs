using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Tests.Storage;

/// <summary>Test data whose details do not matter, under sites of its own so that tests may share a database.</summary>
internal static class Some
{
    public static readonly DateTime Noon = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    public static string Site() => $"site-{Guid.NewGuid():N}";

    public static StreamId Session(string? site = null) => StreamId.ScanSession(site ?? Site(), Guid.NewGuid());

    public static Event Event(StreamId stream, Guid? eventId = null, DateTime? at = null, EventSource source = EventSource.Browser, string name = "page_view") => new()
    {
        RecordId = stream.Kind == StreamKind.Lone ? stream.Id : Guid.NewGuid(),
        SiteId = stream.SiteId,
        Source = source,
        EventId = eventId ?? Guid.NewGuid(),
        Name = name,
        EventTime = at ?? Noon,
        ReceivedAt = Noon.AddMinutes(1),
        ScanSessionId = stream.Kind == StreamKind.ScanSession ? stream.Id : null,
        VisitorId = stream.Kind == StreamKind.Visitor ? stream.Id : null,
    };

    public static Event Scan(StreamId stream, string qrid, bool isBot = false) =>
        Event(stream, source: EventSource.Scan, name: "scan") with { Qrid = qrid, Device = Device(isBot) };

    public static Event Purchase(StreamId stream, decimal amount, string currency = "USD") =>
        Event(stream, source: EventSource.Server, name: "purchase") with { Value = new Money(amount, currency) };

    public static Device Device(bool isBot = false) => new(isBot ? "bot" : "mobile", null, null, null, null, null, isBot);

    /// <summary>An event with every field set, and none like another.</summary>
    public static Event FullEvent(StreamId stream) => Scan(stream, "Q0123456789ABCDEF") with
    {
        EventTime = Noon.AddMilliseconds(123),
        ReceivedAt = Noon.AddMilliseconds(4_567),
        WebSessionId = Guid.NewGuid(),
        VisitorId = Guid.NewGuid(),
        PageUrl = "https://shop.example.com/a?b=ü&c=日本",
        PageTitle = "A 'quoted' \"title\" 🛒",
        Referrer = "https://www.example.com/",
        Location = new Location("DE", "Berlin", "Köpenick"),
        Device = new Device("mobile", "Safari", "iOS", "de-DE", 390, 844, true),
        Value = new Money(49.90m, "EUR"),
        User = new UserIdentifiers(new string('a', 64), new string('b', 64), "customer-1"),
        Metadata = """{"plan":"pro","n":[1,2.50,1e-99999,{"x":null}],"ü":"\n"}""",
        Consent = ConsentState.Granted,
    };

    public static Append Append(StreamId stream, long expectedVersion, params Event[] events) =>
        new(stream, expectedVersion, [.. events.Select((e, i) => new StoredEvent(stream, expectedVersion + i + 1, false, e))], []);

    public static Append AsDuplicates(this Append append) =>
        append with { Rows = [.. append.Rows.Select(row => row with { IsDuplicate = true })] };
}
