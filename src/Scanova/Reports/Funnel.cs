using Scanova.Events;

namespace Scanova.Reports;

/// <summary>
/// How many scan sessions did some steps one after the other, in the order of the journey. Each session goes as far as it
/// can by doing every step as early as it can.
/// </summary>
public sealed class Funnel(ReportScope scope, IReadOnlyList<string> steps)
{
    private readonly long[] _sessions = new long[steps.Count];
    private readonly List<TimeSpan>[] _waits = [.. steps.Select(_ => new List<TimeSpan>())];

    /// <summary>Whoever did not do the first step did none.</summary>
    public JourneySelection Selection => steps[0] == EventNames.Scan
        ? new(scope.SiteId, scope.Days.Start, scope.Days.End, Source: EventSource.Scan)
        : new(scope.SiteId, scope.Days.Start, scope.Days.End, EventNames.Sent(EventNames.Shown(steps[0])));

    public void Add(Journey journey)
    {
        if (journey.ScanSessionId is null || !scope.Has(journey) || !HasEventAskedFor(journey)) return;

        var step = 0;
        DateTime? before = null;
        foreach (var e in journey.Events)
        {
            if (!scope.Days.Contains(e.Time) || !scope.Admits(journey, e) || !Is(steps[step], e)) continue;
            if (before is { } time) _waits[step].Add(e.Time - time);
            before = e.Time;
            _sessions[step]++;
            if (++step == steps.Count) return;
        }
    }

    public IReadOnlyList<FunnelStep> Rows() =>
    [
        .. steps.Select((step, i) =>
        {
            var before = _sessions[Math.Max(i - 1, 0)];
            return new FunnelStep(scope.Shown(step), _sessions[i], Percent.Of(before - _sessions[i], before), MedianSeconds(_waits[i]));
        }),
    ];

    /// <summary>Other than in rows of figures, a name asked for does not leave the steps of other names out, but the sessions without it.</summary>
    private bool HasEventAskedFor(Journey journey) => scope.EventName is null || journey.Events.Any(e => scope.Has(journey, e));

    private static bool Is(string step, in JourneyEvent e) =>
        step == EventNames.Scan ? e.Source == EventSource.Scan : e.Source != EventSource.Scan && EventNames.Shown(e.Name) == EventNames.Shown(step);

    private static decimal? MedianSeconds(List<TimeSpan> waits)
    {
        if (waits.Count == 0) return null;
        waits.Sort();
        var middle = waits.Count / 2;
        var ticks = waits.Count % 2 == 1 ? waits[middle].Ticks : (waits[middle - 1].Ticks + waits[middle].Ticks) / 2m;
        return ticks / TimeSpan.TicksPerSecond;
    }
}

/// <summary>One step of a funnel.</summary>
/// <param name="DropOffPercent">Of the sessions that did the step before; 0 for the first.</param>
/// <param name="MedianSeconds">From the step before to this one; null for the first and where nobody came.</param>
public sealed record FunnelStep(string Step, long Sessions, decimal DropOffPercent, decimal? MedianSeconds);
