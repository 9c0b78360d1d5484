using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>
/// Adds events up to the figures of one row. The events of a journey come one after the other, so remembering the last
/// journey is enough to count each once.
/// </summary>
internal sealed class Tally(int row)
{
    private Counts _counts;
    private Sums _revenue;
    private Sums _refunds;
    private long _sessions;
    private long _convertedSessions;
    private long _duplicates;
    private int _counted;
    private int _converted;
    private int _visitor;

    /// <summary>The number of the row among those of <see cref="VisitorSets"/>.</summary>
    public int Row => row;

    /// <summary>Adds those events of the journey that count, from one to before another.</summary>
    public void Add(in Journey journey, int from, int end, CodedScope scope, VisitorSets visitors)
    {
        var counts = default(Counts);
        foreach (var head in journey.Events.Heads[from..end]) counts += scope.CountsOf(head.Kind);

        _counts += counts;
        AddSessions(journey.Session, counts, 1);
        if (journey.Facts.Visitor != 0) AddVisitors(journey, from, end, scope, visitors);
        if (counts.Amounts > 0) AddAmounts(journey, from, end, scope);
    }

    /// <summary>Adds an event of the journey that counts.</summary>
    public void Add(in Journey journey, int at, CodedScope scope, VisitorSets visitors)
    {
        var kind = journey.Events.KindAt(at);
        var counts = scope.CountsOf(kind);
        _counts += counts;
        AddSessions(journey.Session, counts, 1);
        if (journey.Facts.Visitor != 0 && journey.Events.Visitors[at] is not 0 and var visitor && visitor != _visitor) visitors.Add(row, _visitor = visitor);
        if (counts.Amounts > 0) AddAmounts(journey, at, at + 1, scope);
    }

    /// <summary>Adds all events of a scan session that has none in another row.</summary>
    /// <param name="counts">Of an event or more.</param>
    public void AddWhole(Counts counts)
    {
        _counts += counts;
        _sessions++;
        if (counts.Conversions > 0) _convertedSessions++;
    }

    /// <summary>Adds some events of many scan sessions of the same shape, one shape after the other.</summary>
    /// <param name="counts">Of the events of one session.</param>
    public void AddAlike(int shape, Counts counts, long sessions)
    {
        _counts += counts * sessions;
        AddSessions(-shape, counts, sessions);
    }

    public void AddDuplicate() => _duplicates++;

    public void Merge(Tally other)
    {
        _counts += other._counts;
        _sessions += other._sessions;
        _convertedSessions += other._convertedSessions;
        _duplicates += other._duplicates;
        _revenue.Add(other._revenue);
        _refunds.Add(other._refunds);
    }

    public Figures Figures(VisitorSets visitors, Codes<string> currencies) => new()
    {
        Scans = _counts.Scans,
        Sessions = _sessions,
        Visitors = visitors.Count(row),
        Events = _counts.Events - _counts.Scans,
        Duplicates = _duplicates,
        Conversions = _counts.Conversions,
        ConvertedSessions = _convertedSessions,
        Revenue = _revenue.Listed(currencies),
        Refunds = [.. _refunds.Listed(currencies).Select(sum => sum with { Amount = -sum.Amount })],
    };

    /// <param name="number">Of the scan session; 0 for none, negative for a shape's.</param>
    private void AddSessions(int number, Counts counts, long sessions)
    {
        if (number == 0 || counts.Events == 0) return;
        if (_counted != number) _sessions += sessions;
        _counted = number;
        if (counts.Conversions == 0) return;
        if (_converted != number) _convertedSessions += sessions;
        _converted = number;
    }

    private void AddVisitors(in Journey journey, int from, int end, CodedScope scope, VisitorSets visitors)
    {
        var visitor = journey.Facts.Visitor;
        if (visitor != JourneyFacts.SeveralVisitors && scope.HasEveryEvent && end - from == journey.Events.Count)
        {
            visitors.Add(row, visitor);
            return;
        }

        for (var i = from; i < end; i++)
        {
            visitor = journey.Events.Visitors[i];
            if (visitor == 0 || visitor == _visitor || !scope.Has(journey.Events.KindAt(i))) continue;
            visitors.Add(row, visitor);
            _visitor = visitor;
        }
    }

    private void AddAmounts(in Journey journey, int from, int end, CodedScope scope)
    {
        for (var i = from; i < end; i++)
        {
            var kind = journey.Events.KindAt(i);
            if (scope.CountsOf(kind).Amounts == 0) continue;
            if (kind.IsRefund) _refunds.Add(journey.AmountAt(i));
            else _revenue.Add(journey.AmountAt(i));
        }
    }
}
