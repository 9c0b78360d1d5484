using System.Buffers;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>
/// The figures of each event name. Sessions that lie in the period whole are counted by shape, and only their visitors
/// and amounts are put down one by one; the rest is as in any <see cref="FigureReport"/>.
/// </summary>
internal sealed class EventReport : ITally<EventReport>, IDisposable
{
    private readonly CodedScope _scope;
    private readonly Shapes _shapes;
    private readonly RowsByEventName _keys;
    private readonly FigureReport _figures;
    private readonly int[] _sessions;

    public EventReport(CodedScope scope)
    {
        _scope = scope;
        _shapes = scope.Index.Sessions.Shapes;
        _keys = new RowsByEventName(scope);
        _figures = new FigureReport(scope, _keys);
        _sessions = ArrayPool<int>.Shared.Rent(_shapes.Count);
        _sessions.AsSpan(0, _shapes.Count).Clear();
    }

    public void Add(in Journey journey) => _figures.Add(journey);

    public bool AddWhole(in JourneyFacts session)
    {
        if (!_scope.Admits(session) || !_scope.HasQrid(session.Qrid)) return true;
        if (session.Shape == Shapes.None || session.Visitor == JourneyFacts.SeveralVisitors) return false;

        var counts = _scope.CountsOf(session.Shape);
        if (counts.Events == 0) return true;
        if (counts.Amounts > 0 && session.Amount == JourneyFacts.SeveralAmounts) return false;

        _sessions[session.Shape]++;
        if (counts.Naming == 0 && counts.Amounts == 0) return true;
        foreach (var part in _shapes[session.Shape])
        {
            var one = _scope.CountsOf(part.Kind);
            if (one.Naming == 0 && one.Amounts == 0) continue;
            var row = _figures.Row(_keys.Of(part.Kind));
            if (one.Naming > 0) _figures.AddVisitor(row, session.Visitor);
            if (one.Amounts > 0) row.Add(_scope.Index.Details.Amount(session.Amount));
        }

        return true;
    }

    public void AddRepeat(in Journey repeat) => _figures.AddRepeat(repeat);

    public void Merge(EventReport other)
    {
        for (var shape = 1; shape < _shapes.Count; shape++) _sessions[shape] += other._sessions[shape];
        _figures.Merge(other._figures);
        other.Dispose();
    }

    public IReadOnlyList<FigureRow> Rows(int most)
    {
        for (var shape = 1; shape < _shapes.Count; shape++)
        {
            if (_sessions[shape] == 0) continue;
            foreach (var part in _shapes[shape])
            {
                if (_scope.Has(part.Kind)) _figures.Row(_keys.Of(part.Kind)).AddAlike(shape, _scope.CountsOf(part.Kind) * part.Events, _sessions[shape]);
            }
        }

        return _figures.Rows(most);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_sessions);
        _figures.Dispose();
    }
}
