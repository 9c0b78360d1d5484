using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>
/// Adds events up to the figures of one row. The events of a journey come one after the other, so remembering the last
/// journey is enough to count each once.
/// </summary>
internal sealed class Tally(int row)
{
    private Sums _revenue;
    private Sums _refunds;
    private long _events;
    private long _scans;
    private long _conversions;
    private long _sessions;
    private long _convertedSessions;
    private long _onlyVisitors;
    private long _duplicates;
    private int _counted;
    private int _converted;
    private int _named;

    /// <summary>The number of the row among those of <see cref="VisitorSets"/>.</summary>
    public int Row => row;

    /// <summary>Adds those events of the journey that count, from one to before another.</summary>
    public void Add(in Journey journey, int from, int end, CodedScope scope, VisitorSets visitors)
    {
        var counts = default(Counts);
        foreach (var head in journey.Events.Heads[from..end]) counts += scope.CountsOf(head.Kind);

        Add(journey.Session, counts, 1);
        if (counts.Naming > 0) AddVisitors(journey, from, end, scope, visitors);
        if (counts.Amounts > 0) AddAmounts(journey, from, end, scope);
    }

    /// <summary>Adds all events of a leg.</summary>
    /// <param name="counts">Of an event or more.</param>
    public void AddLeg(int session, ShapeCounts counts)
    {
        if (_counted != session) _sessions++;
        if (counts.Conversions > 0 && _converted != session) _convertedSessions++;
        (_counted, _converted) = (session, counts.Conversions > 0 ? session : _converted);
        _events += counts.Events;
        _scans += counts.Scans;
        _conversions += counts.Conversions;
    }

    /// <summary>Adds a visitor that nothing but this session names.</summary>
    public void AddOnlyVisitor(int session)
    {
        if (_named != session) _onlyVisitors++;
        _named = session;
    }

    /// <summary>Adds some events of many scan sessions of the same shape, one shape after the other.</summary>
    /// <param name="counts">Of the events of one session.</param>
    /// <param name="onlyVisitors">How many of the sessions share no visitor.</param>
    public void AddAlike(int shape, Counts counts, long sessions, long onlyVisitors)
    {
        Add(-shape, counts, sessions);
        if (counts.Naming == 0 || _named == -shape) return;
        _named = -shape;
        _onlyVisitors += onlyVisitors;
    }

    /// <summary>Adds the amount of a conversion or a refund.</summary>
    public void Add(in CodedAmount amount)
    {
        if (amount.IsRefund) _refunds.Add(amount);
        else _revenue.Add(amount);
    }

    public void AddDuplicate() => _duplicates++;

    public void Merge(Tally other)
    {
        _events += other._events;
        _scans += other._scans;
        _conversions += other._conversions;
        _sessions += other._sessions;
        _convertedSessions += other._convertedSessions;
        _onlyVisitors += other._onlyVisitors;
        _duplicates += other._duplicates;
        _revenue.Add(other._revenue);
        _refunds.Add(other._refunds);
    }

    public Figures Figures(VisitorSets visitors, Codes<string> currencies) => new()
    {
        Scans = _scans,
        Sessions = _sessions,
        Visitors = _onlyVisitors + visitors.Count(row),
        Events = _events - _scans,
        Duplicates = _duplicates,
        Conversions = _conversions,
        ConvertedSessions = _convertedSessions,
        Revenue = _revenue.Listed(currencies),
        Refunds = [.. _refunds.Listed(currencies).Select(sum => sum with { Amount = -sum.Amount })],
    };

    /// <param name="number">Of the scan session; 0 for none, negative for a shape's.</param>
    private void Add(int number, Counts counts, long sessions)
    {
        _events += counts.Events * sessions;
        _scans += counts.Scans * sessions;
        _conversions += counts.Conversions * sessions;
        if (number == 0 || counts.Events == 0) return;
        if (_counted != number) _sessions += sessions;
        _counted = number;
        if (counts.Conversions == 0) return;
        if (_converted != number) _convertedSessions += sessions;
        _converted = number;
    }

    private void AddVisitors(in Journey journey, int from, int end, CodedScope scope, VisitorSets visitors)
    {
        if (journey.Facts.SharedVisitor == 0)
        {
            AddOnlyVisitor(journey.Session);
            return;
        }

        if (journey.Facts.SharedVisitor != JourneyFacts.SeveralVisitors)
        {
            visitors.Add(row, journey.Facts.SharedVisitor);
            return;
        }

        var events = journey.Events;
        for (var i = from; i < end; i++)
        {
            if (scope.CountsVisitor(events.KindAt(i))) visitors.Add(row, scope.Index.SharedVisitor(events.Visitors[i]));
        }
    }

    private void AddAmounts(in Journey journey, int from, int end, CodedScope scope)
    {
        for (var i = from; i < end; i++)
        {
            if (scope.CountsAmount(journey.Events.KindAt(i))) Add(journey.AmountAt(i));
        }
    }
}
