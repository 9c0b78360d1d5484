using System.Buffers;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>
/// The figures of each event name. Sessions that lie in the period whole are counted by shape, and only amounts and
/// visitors that others name too are put down one by one; the rest is as in any <see cref="FigureReport"/>.
/// </summary>
internal sealed class EventReport : ITally<EventReport>, IDisposable
{
    private readonly CodedScope _scope;
    private readonly Shapes _shapes;
    private readonly RowsByEventName _keys;
    private readonly FigureReport _figures;
    private readonly int[] _sessions;
    private readonly int[] _onlyVisitors;

    public EventReport(CodedScope scope)
    {
        _scope = scope;
        _shapes = scope.Index.Sessions.Shapes;
        _keys = new RowsByEventName(scope);
        _figures = new FigureReport(scope, _keys);
        _sessions = Zeros();
        _onlyVisitors = Zeros();
    }

    public void Add(in Journey journey) => _figures.Add(journey);

    public bool AddWhole(int session, in JourneyFacts facts)
    {
        if (_scope.CountsOf(facts, facts.Whole) is not { } counts) return false;
        if (counts.Events == 0) return true;

        var shape = facts.Whole.Shape;
        _sessions[shape]++;
        if (facts.SharedVisitor == 0) _onlyVisitors[shape]++;
        if ((counts.Naming == 0 || facts.SharedVisitor == 0) && counts.Amounts == 0) return true;
        foreach (var part in _shapes[shape])
        {
            if (facts.SharedVisitor != 0 && _scope.CountsVisitor(part.Kind)) _figures.AddVisitor(_figures.Row(_keys.Of(part.Kind)), facts.SharedVisitor);
            if (_scope.CountsAmount(part.Kind)) _figures.Row(_keys.Of(part.Kind)).Add(_scope.Index.Details.Amount(facts.Whole.Amount));
        }

        return true;
    }

    public void AddRepeat(in JourneyFacts journey, EventKind kind, long time) => _figures.AddRepeat(journey, kind, time);

    public void Merge(EventReport other)
    {
        for (var shape = 1; shape < _shapes.Count; shape++)
        {
            _sessions[shape] += other._sessions[shape];
            _onlyVisitors[shape] += other._onlyVisitors[shape];
        }

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
                if (_scope.Has(part.Kind)) _figures.Row(_keys.Of(part.Kind)).AddAlike(shape, _scope.CountsOf(part.Kind) * part.Events, _sessions[shape], _onlyVisitors[shape]);
            }
        }

        return _figures.Rows(most);
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_sessions);
        ArrayPool<int>.Shared.Return(_onlyVisitors);
        _figures.Dispose();
    }

    /// <summary>A number for each shape.</summary>
    private int[] Zeros()
    {
        var numbers = ArrayPool<int>.Shared.Rent(_shapes.Count);
        numbers.AsSpan(0, _shapes.Count).Clear();
        return numbers;
    }
}
