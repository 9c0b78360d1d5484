using Scanova.Events;

namespace Scanova.Reports;

/// <summary>
/// Adds events up to the figures of one row. Journeys come one after the other, so remembering the last one is enough to
/// count each once.
/// </summary>
internal sealed class Tally
{
    private readonly HashSet<Guid> _visitors = [];
    private readonly SortedDictionary<string, decimal> _revenue = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> _refunds = new(StringComparer.Ordinal);
    private Journey? _counted;
    private Journey? _converted;
    private long _scans;
    private long _sessions;
    private long _events;
    private long _duplicates;
    private long _conversions;
    private long _convertedSessions;

    public Figures Figures => new()
    {
        Scans = _scans,
        Sessions = _sessions,
        Visitors = _visitors.Count,
        Events = _events,
        Duplicates = _duplicates,
        Conversions = _conversions,
        ConvertedSessions = _convertedSessions,
        Revenue = [.. _revenue.Select(r => new Money(r.Value, r.Key))],
        Refunds = [.. _refunds.Select(r => new Money(r.Value, r.Key))],
    };

    public void Add(Journey journey, in JourneyEvent e, bool isConversion)
    {
        if (e.Source == EventSource.Scan) _scans++;
        else _events++;
        if (journey.ScanSessionId is not null && _counted != journey) _sessions++;
        _counted = journey;
        if (e.VisitorId is { } visitor) _visitors.Add(visitor);
        if (e is { IsRefund: true, Value: { } refund }) Add(_refunds, refund with { Amount = -refund.Amount });
        if (!isConversion) return;

        _conversions++;
        if (journey.ScanSessionId is not null && _converted != journey) _convertedSessions++;
        _converted = journey;
        if (e.Value is { } value) Add(_revenue, value);
    }

    public void AddDuplicate() => _duplicates++;

    private static void Add(SortedDictionary<string, decimal> sums, Money value) =>
        sums[value.Currency] = sums.GetValueOrDefault(value.Currency) + value.Amount;
}
