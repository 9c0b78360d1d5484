using CsCheck;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Tests.Reports;

/// <summary>
/// Rows of a site as they may come to be stored: late events and scans, repeats, refunds, bots, several currencies, several
/// visitors in a session, events with a visitor only and with neither, around a change of clocks.
/// </summary>
internal static class RandomJourneys
{
    public static readonly string[] Qrids = ["Q00000000000000A1", "Q00000000000000B2"];
    public static readonly string[] Names = ["page_view", "pageview", "purchase", "click", "scan"];

    /// <summary>Half hours around the end of summer time in Berlin, so that days, hours and equal times are met often.</summary>
    private static readonly DateTime Start = new(2026, 10, 23, 20, 0, 0, DateTimeKind.Utc);
    private static readonly Guid[] Visitors = [.. Enumerable.Range(1, 3).Select(i => Some.Id(1_000 + i))];

    /// <summary>Of one session only.</summary>
    private static readonly Guid OnlyVisitor = Some.Id(2_000);

    private static readonly Gen<Device> Devices =
        Gen.Select(Gen.OneOfConst(null, "mobile", "desktop"), Gen.OneOfConst(null, "Safari"), Gen.OneOfConst(false, false, false, true))
            .Select((type, browser, isBot) => new Device(type, browser, type is null ? null : "iOS", null, null, null, isBot));

    private static readonly Gen<Money?> Values = Gen.Frequency<Money?>(
        (2, Gen.Const((Money?)null)),
        (3, Gen.Select(Gen.Int[-300, 1_000], Gen.OneOfConst("USD", "EUR", "JPY")).Select((cents, currency) => (Money?)new Money(cents / 100m, currency))));

    private static readonly Gen<Event> Row =
        Gen.Select(Gen.Int[0, 190], Gen.OneOfConst(EventSource.Scan, EventSource.Browser, EventSource.Browser, EventSource.Server, EventSource.Server),
                Gen.OneOfConst(Names), Gen.Int[-3, 2], Devices, Values, Gen.OneOfConst(null, "DE", "US"), Gen.OneOfConst(Qrids))
            .Select((halfHours, source, name, visitor, device, value, country, qrid) => new Event
            {
                RecordId = Guid.NewGuid(),
                SiteId = Some.SiteId,
                EventId = Guid.NewGuid(),
                Source = source,
                Name = source == EventSource.Scan ? "scan" : name,
                EventTime = Start.AddMinutes(halfHours * 30),
                ReceivedAt = Start.AddDays(5),
                VisitorId = visitor < 0 ? null : Visitors[visitor],
                Device = source == EventSource.Server ? null : device,
                Location = source == EventSource.Server || country is null ? null : new Location(country, null, null),
                Value = source == EventSource.Scan ? null : value,
                Qrid = source == EventSource.Scan ? qrid : null,
            });

    /// <summary>Rows in the order of receipt; 0 is no session, and 5 of them are as many as a small visitor has. The later ones are short.</summary>
    public static readonly Gen<StoredEvent[]> Stored =
        Gen.Select(Row, Gen.Frequency((3, Gen.Int[0, 5]), (2, Gen.Int[6, 9])), Gen.Int[0, 7], Gen.Int[0, 9]).Array[0, 60].Select(rows =>
        {
            var versions = new Dictionary<StreamId, long>();
            return rows.Select((row, i) =>
            {
                var (e, session, repeat, stripped) = row;
                if (session > 5) e = InShort(e, session);
                var received = e with
                {
                    ReceivedAt = e.ReceivedAt.AddMinutes(i / 2),
                    ScanSessionId = session > 0 || e.Source == EventSource.Scan ? Some.Id(Math.Max(session, 1)) : null,
                };
                var stream = StreamId.Of(received);
                var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;

                // Strict privacy takes the visitor out of an event, not the event out of the visitor's stream.
                return new StoredEvent(stream, version, repeat == 0, stripped == 0 ? received with { VisitorId = null } : received);
            }).ToArray();
        });

    /// <summary>
    /// As an event of a session with one visitor at most, within two hours or so, and hardly ever with an amount: most are like
    /// that. Some go on the next day and the day after, some around midnight.
    /// </summary>
    private static Event InShort(Event e, int session) => e with
    {
        EventTime = Start.AddHours((12 * (session - 5)) + 3).AddTicks(e.EventTime.Ticks % (2 * TimeSpan.TicksPerHour)).AddDays(session < 8 ? 0 : (e.EventTime - Start).Days % 3),
        VisitorId = e.VisitorId is null || session == 6 ? null : session == 9 ? OnlyVisitor : Visitors[session % Visitors.Length],
        Value = e.Value is { Amount: > -2 and < 8 } ? e.Value : null,
    };

    /// <summary>Stores the rows under a site of their own.</summary>
    /// <returns>The rows as stored.</returns>
    public static async Task<StoredEvent[]> Store(this StoredEvent[] rows, IEventLog log, string siteId)
    {
        var stored = rows.Select(row => row with { Stream = row.Stream with { SiteId = siteId }, Event = row.Event with { SiteId = siteId } }).ToArray();
        foreach (var stream in stored.GroupBy(row => row.Stream))
        {
            var claimed = stream.Where(row => !row.IsDuplicate && row.Event.VisitorId is not null).Select(row => row.Event.VisitorId!.Value).Distinct();
            (await log.Append(new Append(stream.Key, 0, [.. stream], [.. claimed]), CancellationToken.None)).Should().Be(Scanova.Log.Stored.Instance);
        }

        return stored;
    }
}
