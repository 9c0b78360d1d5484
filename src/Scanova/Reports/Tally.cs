using Scanova.Events;

namespace Scanova.Reports;

/// <summary>
/// Adds events up to the figures of one row. Journeys come one after the other, so remembering the last one is enough to
/// count each once.
/// </summary>
internal sealed class Tally
{
    private HashSet<Guid>? _visitors;
    private SortedDictionary<string, decimal>? _revenue;
    private SortedDictionary<string, decimal>? _refunds;
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
        Visitors = _visitors?.Count ?? 0,
        Events = _events,
        Duplicates = _duplicates,
        Conversions = _conversions,
        ConvertedSessions = _convertedSessions,
        Revenue = Listed(_revenue),
        Refunds = Listed(_refunds),
    };

    public void Add(Journey journey, in JourneyEvent e, bool isConversion)
    {
        if (e.Source == EventSource.Scan) _scans++;
        else _events++;
        if (journey.ScanSessionId is not null && _counted != journey) _sessions++;
        _counted = journey;
        if (e.VisitorId is { } visitor) (_visitors ??= []).Add(visitor);
        if (e is { IsRefund: true, Value: { } refund }) Add(ref _refunds, refund with { Amount = -refund.Amount });
        if (!isConversion) return;

        _conversions++;
        if (journey.ScanSessionId is not null && _converted != journey) _convertedSessions++;
        _converted = journey;
        if (e.Value is { } value) Add(ref _revenue, value);
    }

    public void AddDuplicate() => _duplicates++;

    /// <summary>A row may be one of many and most have no amounts: what they need is made when they do.</summary>
    private static void Add(ref SortedDictionary<string, decimal>? sums, Money value)
    {
        sums ??= new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        sums[value.Currency] = sums.GetValueOrDefault(value.Currency) + value.Amount;
    }

    private static IReadOnlyList<Money> Listed(SortedDictionary<string, decimal>? sums) =>
        sums is null ? [] : [.. sums.Select(s => new Money(s.Value, s.Key))];
}
