using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>Every report whose rows hold <see cref="Figures"/>: they differ only in what an event's row is called.</summary>
internal sealed class FigureReport : ITally<FigureReport>, IDisposable
{
    private readonly CodedScope _scope;
    private readonly RowKeys _keys;
    private readonly Tally?[] _tallies;
    private readonly VisitorSets _visitors;
    private int _rows;

    public FigureReport(CodedScope scope, RowKeys keys)
    {
        _scope = scope;
        _keys = keys;
        _tallies = new Tally?[keys.Count];
        _visitors = new VisitorSets(keys.Count, scope.Index.LastSharedVisitor);
    }

    public void Add(in Journey journey)
    {
        if (!_scope.Admits(journey.Facts) || !_scope.HasQrid(journey.Facts.Qrid)) return;

        var (from, to) = journey.Within(_scope.Start, _scope.End);
        AddEvents(journey, from, to);
    }

    public bool AddWhole(int session, in JourneyFacts facts) => AddLeg(session, facts, facts.Whole);

    public bool AddLegs(int session, in JourneyFacts facts)
    {
        if (!_scope.Admits(facts) || !_scope.HasQrid(facts.Qrid)) return true;
        var legs = _scope.Index.Sessions.Legs;
        for (var number = facts.Whole.Next; number != 0; number = legs[number].Next)
        {
            ref readonly var leg = ref legs[number];
            if (!leg.Overlaps(_scope.Start, _scope.End)) continue;
            if (!leg.IsWithin(_scope.Start, _scope.End) || !AddLeg(session, facts, leg)) AddEvents(session, facts, leg);
        }

        return true;
    }

    public void AddRepeat(in JourneyFacts journey, EventKind kind, long time)
    {
        if (_scope.Admits(journey) && _scope.HasQrid(journey.Qrid) && _scope.Has(kind)) Row(_keys.Of(journey, kind, time)).AddDuplicate();
    }

    public void Merge(FigureReport other)
    {
        for (var key = 0; key < _tallies.Length; key++)
        {
            if (other._tallies[key] is not { } tally) continue;
            Row(key).Merge(tally);
        }

        // Most of the work where there are many rows of many visitors.
        Parallel.For(0, _tallies.Length, JourneyReading.OnSeveralCores, key =>
        {
            if (other._tallies[key] is { } tally) _visitors.Add(_tallies[key]!.Row, other._visitors, tally.Row);
        });
        other.Dispose();
    }

    /// <summary>All rows in their order if they are always there, else the first of those with the most sessions.</summary>
    public IReadOnlyList<FigureRow> Rows(int most)
    {
        if (_keys.AreAllShown)
        {
            for (var key = 0; key < _tallies.Length; key++) Row(key);
        }

        var rows = new FigureRow?[_tallies.Length];
        Parallel.For(0, rows.Length, JourneyReading.OnSeveralCores, key => rows[key] = _tallies[key] is { } tally ? Row(key, tally) : null);
        if (_keys.AreAllShown) return rows!;

        return
        [
            .. rows.OfType<FigureRow>()
                .OrderByDescending(r => r.Figures.Sessions).ThenByDescending(r => r.Figures.Events)
                .ThenBy(r => r.Key.First is null).ThenBy(r => r.Key.First, StringComparer.Ordinal)
                .ThenBy(r => r.Key.Second, StringComparer.Ordinal).ThenBy(r => r.Key.Third, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    /// <summary>The row of a key, which is there from now on.</summary>
    public Tally Row(int key)
    {
        if (_tallies[key] is { } known) return known;
        _visitors.Begin(_rows);
        return _tallies[key] = new Tally(_rows++);
    }

    /// <param name="shared">As <see cref="JourneyFacts.SharedVisitor"/> has it.</param>
    public void AddVisitor(Tally row, int shared) => _visitors.Add(row.Row, shared);

    public void Dispose() => _visitors.Dispose();

    /// <param name="leg">Within the period.</param>
    /// <returns>False when nothing was added: its events are needed.</returns>
    private bool AddLeg(int session, in JourneyFacts facts, in JourneyLeg leg)
    {
        if (_scope.CountsOf(facts, leg) is not { } counts) return false;
        if (counts.Events == 0) return true;
        if (!_keys.TryOf(facts, leg, out var key)) return false;

        var row = Row(key);
        row.AddLeg(session, counts);
        if (counts.Amounts > 0) row.Add(_scope.Index.Details.Amount(leg.Amount));
        if (counts.Naming == 0) return true;
        if (facts.SharedVisitor != 0) AddVisitor(row, facts.SharedVisitor);
        else row.AddOnlyVisitor(session);
        return true;
    }

    private void AddEvents(int session, in JourneyFacts facts, in JourneyLeg leg)
    {
        var journey = new Journey(_scope.Index, session, _scope.Index.Sessions.Events(session), in facts);
        var (from, to) = journey.Within(Math.Max(leg.First, _scope.Start), Math.Min(leg.Last + 1, _scope.End));
        AddEvents(journey, from, to);
    }

    private void AddEvents(in Journey journey, int from, int to)
    {
        for (var end = to; from < to; (from, end) = (end, to))
        {
            // What nothing in scope happened to is no row.
            if (!_scope.Has(journey.Events.KindAt(from))) end = from + 1;
            else Row(_keys.Of(journey, from, ref end)).Add(journey, from, end, _scope, _visitors);
        }
    }

    private FigureRow Row(int key, Tally tally) => new(_keys.Name(key), tally.Figures(_visitors, _scope.Index.Codes.Currencies));
}
