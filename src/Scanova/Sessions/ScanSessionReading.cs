using Scanova.Events;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Sessions;

/// <summary>Reads a session's fold under a site's present settings.</summary>
public static class ScanSessionReading
{
    /// <param name="conversions">Those of a session too long for its fold to list them, read from the log; null otherwise.</param>
    public static ScanSessionView View(
        this ScanSession session, StreamId stream, ConversionRule rule, IReadOnlyList<Conversion>? conversions) => new()
        {
            ScanSessionId = stream.Id,
            SiteId = stream.SiteId,
            Qrid = session.Scan?.Qrid,
            Linked = session.Scan is not null,
            ScannedAt = session.Scan?.At.EventTime,
            FirstSeen = session.FirstSeen,
            LastSeen = session.LastSeen,
            LandingPage = session.Landing?.Url,
            EventCount = session.EventCount,
            DuplicateCount = session.DuplicateCount,
            Events = [.. session.Tallies.GroupBy(t => t.Name).Select(name => new NameCount(name.Key, name.Sum(t => t.Count)))],
            WebSessionIds = session.WebSessions?.Ids ?? [],
            VisitorIds = session.Visitors?.Ids ?? [],
            Consent = session.LatestConsent?.Consent,
            ConsentTrail = [.. session.ConsentTrail],
            Conversions = conversions ?? session.RecentConversions(rule),
            Revenue = session.Revenue(rule),
        };

    /// <summary>The row as a lookup lists it.</summary>
    public static Conversion AsConversion(this Event e) => new(e.EventId, e.Name, e.EventTime, e.Source, e.Value);

    private static List<Conversion> RecentConversions(this ScanSession session, ConversionRule rule)
    {
        var counted = session.Recent.FindAll(e => e.IsConversion(rule));
        counted.Sort((a, b) => a.At.CompareTo(b.At));
        return counted.ConvertAll(e => new Conversion(e.EventId, e.Name, e.At.EventTime, e.Source, e.Value));
    }

    private static List<Money> Revenue(this ScanSession session, ConversionRule rule)
    {
        var byCurrency = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var tally in session.Tallies)
        {
            if (tally.Currency is not { } currency) continue;
            var counts = rule.Names(tally.Source, tally.Name);
            // A currency that only occurs on events that count nowhere is no revenue, not even 0.
            if (!counts && tally.Refunded == 0) continue;
            byCurrency[currency] = byCurrency.GetValueOrDefault(currency) + tally.Refunded + (counts ? tally.Paid : 0);
        }

        return [.. byCurrency.Select(r => new Money(r.Value, r.Key))];
    }
}
