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
            Events = [.. session.Names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new NameCount(n.Key, n.Value.Count))],
            WebSessionIds = session.WebSessions.Ids,
            VisitorIds = session.Visitors.Ids,
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
        foreach (var (name, tally) in session.Names)
        {
            if (tally.Sums is null) continue;
            foreach (var sum in tally.Sums)
            {
                var counts = rule.Names(sum.Source, name);
                // A currency that only occurs on events that count nowhere is no revenue, not even 0.
                if (!counts && sum.Refunded == 0) continue;
                byCurrency[sum.Currency] = byCurrency.GetValueOrDefault(sum.Currency) + sum.Refunded + (counts ? sum.Paid : 0);
            }
        }

        return [.. byCurrency.Select(r => new Money(r.Value, r.Key))];
    }
}
