using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;
using Scanova.Sessions;

namespace Scanova.Visitors;

/// <summary>Puts what a visitor's streams add up to together, under a site's present settings.</summary>
internal static class VisitorReading
{
    private static readonly AttributionModel[] Models = Enum.GetValues<AttributionModel>();

    public static VisitorView View(StreamId visitor, IReadOnlyCollection<VisitorSession> sessions, TimeSpan lookback)
    {
        var touchpoints = sessions.Where(s => s.Touchpoint is not null).Select(s => s.Touchpoint!.Value)
            .OrderBy(t => t.At).ThenBy(t => t.ScanSessionId).ToList();
        var conversions = sessions.SelectMany(s => s.Conversions().Select(c => (Session: s.Touchpoint?.ScanSessionId, Event: c)))
            .OrderBy(c => c.Event.EventTime).ThenBy(c => c.Event.EventId)
            .TakeLast(NewestIds.Capacity);
        return new VisitorView
        {
            VisitorId = visitor.Id,
            SiteId = visitor.SiteId,
            FirstSeen = sessions.Min(s => s.FirstSeen),
            LastSeen = sessions.Max(s => s.LastSeen),
            EventCount = sessions.Sum(s => s.EventCount),
            Touchpoints = [.. touchpoints.TakeLast(NewestIds.Capacity)],
            Conversions = [.. conversions.Select(c => Credited(c.Session, c.Event, touchpoints, lookback))],
            Revenue = [.. sessions.SelectMany(s => s.Amounts()).GroupBy(a => a.Currency, a => a.Amount)
                .OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new Money(c.Sum(), c.Key))],
        };
    }

    private static CreditedConversion Credited(Guid? session, Conversion conversion, IReadOnlyList<Touchpoint> touchpoints, TimeSpan lookback)
    {
        var earning = Touchpoints.Of(conversion.EventTime, session, touchpoints, lookback);
        return new CreditedConversion(
            conversion.EventId,
            conversion.EventName,
            conversion.EventTime,
            session,
            conversion.Value,
            [.. Models.Select(model => new ModelCredit(model, Credits.Share(model, earning)))]);
    }
}
