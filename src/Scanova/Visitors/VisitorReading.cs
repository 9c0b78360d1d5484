using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;
using Scanova.Sessions;

namespace Scanova.Visitors;

/// <summary>Puts what a visitor's streams add up to together, under a site's present settings.</summary>
internal static class VisitorReading
{
    /// <summary>Credits that an answer names, give or take the newest conversion's: about 100 bytes each, 10 MB in all.</summary>
    private const int MostCredits = 100_000;

    private static readonly AttributionModel[] Models = Enum.GetValues<AttributionModel>();

    public static VisitorView View(StreamId visitor, IReadOnlyCollection<VisitorSession> sessions, TimeSpan lookback)
    {
        var touchpoints = Touchpoints.InOrder(sessions.Where(s => s.Touchpoint is not null).Select(s => s.Touchpoint!.Value));
        var newestFirst = sessions.SelectMany(s => s.Conversions().Select(c => (Own: s.Touchpoint, Event: c)))
            .OrderByDescending(c => c.Event.EventTime).ThenByDescending(c => c.Event.EventId)
            .Take(NewestIds.Capacity);
        return new VisitorView
        {
            VisitorId = visitor.Id,
            SiteId = visitor.SiteId,
            FirstSeen = sessions.Min(s => s.FirstSeen),
            LastSeen = sessions.Max(s => s.LastSeen),
            EventCount = sessions.Sum(s => s.EventCount),
            Touchpoints = [.. touchpoints.TakeLast(NewestIds.Capacity)],
            Conversions = Shown(newestFirst.Select(c => Credited(c.Own, c.Event, touchpoints, lookback))),
            Revenue = [.. sessions.SelectMany(s => s.Amounts()).GroupBy(a => a.Currency, a => a.Amount)
                .OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Money(c.Sum(), c.Key))],
        };
    }

    /// <summary>In time order, as many of the newest as may be shown; fewer than there are, if each is credited to very many.</summary>
    private static List<CreditedConversion> Shown(IEnumerable<CreditedConversion> newestFirst)
    {
        var shown = new List<CreditedConversion>();
        var credits = 0;
        foreach (var conversion in newestFirst)
        {
            credits += conversion.Credit.Sum(model => model.Shares.Count);
            if (credits > MostCredits && shown.Count > 0) break;
            shown.Add(conversion);
        }

        shown.Reverse();
        return shown;
    }

    private static CreditedConversion Credited(Touchpoint? own, Conversion conversion, Touchpoint[] touchpoints, TimeSpan lookback)
    {
        var earning = Touchpoints.Of(conversion.EventTime, own, touchpoints, lookback);
        return new CreditedConversion(
            conversion.EventId,
            conversion.EventName,
            conversion.EventTime,
            own?.ScanSessionId,
            conversion.Value,
            [.. Models.Select(model => new ModelCredit(model, Credits.Share(model, earning)))]);
    }
}
