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
            Events = session.CountsByName(),
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

    private static List<NameCount> CountsByName(this ScanSession session)
    {
        var counts = new List<NameCount>(session.Tallies.Count);
        foreach (var tally in session.Tallies)
        {
            // Sorted by name.
            if (counts.Count > 0 && counts[^1].Name == tally.Name) counts[^1] = new NameCount(tally.Name, counts[^1].Count + tally.Count);
            else counts.Add(new NameCount(tally.Name, tally.Count));
        }

        return counts;
    }

    private static List<Money> Revenue(this ScanSession session, ConversionRule rule)
    {
        var sums = new List<Money>();
        foreach (var tally in session.Tallies)
        {
            if (tally.Currency is not { } currency) continue;
            var counts = rule.Names(tally.Source, tally.Name);
            // A currency that only occurs on events that count nowhere is no revenue, not even 0.
            if (!counts && tally.Refunded == 0) continue;
            var amount = tally.Refunded + (counts ? tally.Paid : 0);
            var known = sums.FindIndex(sum => sum.Currency == currency);
            if (known < 0) sums.Add(new Money(amount, currency));
            else sums[known] = new Money(sums[known].Amount + amount, currency);
        }

        sums.Sort((a, b) => string.CompareOrdinal(a.Currency, b.Currency));
        return sums;
    }
}
