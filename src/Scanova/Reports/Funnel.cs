using Scanova.Events;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>
/// How many scan sessions did some steps one after the other, in the order of the journey. Each session goes as far as it
/// can by doing every step as early as it can.
/// </summary>
internal sealed class Funnel : ITally<Funnel>
{
    private readonly CodedScope _scope;
    private readonly IReadOnlyList<string> _steps;
    private readonly bool[][] _does;
    private readonly long[] _sessions;
    private readonly List<long>[] _waits;

    public Funnel(CodedScope scope, IReadOnlyList<string> steps)
    {
        _scope = scope;
        _steps = steps;
        _does = [.. steps.Select(step => scope.Index.Codes.OfEvents((source, name) => Is(step, source, name)))];
        _sessions = new long[steps.Count];
        _waits = [.. steps.Select(_ => new List<long>())];
    }

    public void Add(in Journey journey)
    {
        if (journey.Session == 0 || !_scope.Admits(journey.Facts) || !_scope.HasQrid(journey.Facts.Qrid)) return;
        var (from, to) = journey.Within(_scope.Start, _scope.End);
        if (!HasEventAskedFor(journey, from, to)) return;

        var (step, before) = (0, -1);
        for (var i = from; i < to && step < _steps.Count; i++)
        {
            if (!_does[step][journey.Events.KindAt(i).Named]) continue;
            if (before >= 0) _waits[step].Add(journey.Events.Times[i] - journey.Events.Times[before]);
            before = i;
            _sessions[step++]++;
        }
    }

    public void Merge(Funnel other)
    {
        for (var step = 0; step < _steps.Count; step++)
        {
            _sessions[step] += other._sessions[step];
            _waits[step].AddRange(other._waits[step]);
        }
    }

    public IReadOnlyList<FunnelStep> Rows() =>
    [
        .. _steps.Select((step, i) =>
        {
            var before = _sessions[Math.Max(i - 1, 0)];
            return new FunnelStep(_scope.Scope.Shown(step), _sessions[i], Percent.Of(before - _sessions[i], before), MedianSeconds(_waits[i]));
        }),
    ];

    /// <summary>Other than in rows of figures, a name asked for does not leave the steps of other names out, but the sessions without it.</summary>
    private bool HasEventAskedFor(in Journey journey, int from, int to)
    {
        if (_scope.Scope.EventName is null) return true;
        foreach (var head in journey.Events.Heads[from..to])
        {
            if (_scope.Has(head.Kind)) return true;
        }

        return false;
    }

    /// <summary>As hosted, no step is a scan of ours: the steps are names of events there.</summary>
    private bool Is(string step, EventSource source, string name) => step == EventNames.Scan && !_scope.Scope.AsHosted
        ? source == EventSource.Scan
        : source != EventSource.Scan && _scope.Scope.Shown(name) == _scope.Scope.Shown(step);

    private static decimal? MedianSeconds(List<long> waits)
    {
        if (waits.Count == 0) return null;
        waits.Sort();
        var middle = waits.Count / 2;
        var ticks = waits.Count % 2 == 1 ? waits[middle] : (waits[middle - 1] + waits[middle]) / 2m;
        return ticks / TimeSpan.TicksPerSecond;
    }
}

/// <summary>One step of a funnel.</summary>
/// <param name="DropOffPercent">Of the sessions that did the step before; 0 for the first.</param>
/// <param name="MedianSeconds">From the step before to this one; null for the first and where nobody came.</param>
[GenerateSerializer, Immutable, Alias("funnel-step")]
public sealed record FunnelStep(
    [property: Id(0)] string Step,
    [property: Id(1)] long Sessions,
    [property: Id(2)] decimal DropOffPercent,
    [property: Id(3)] decimal? MedianSeconds);
