namespace Scanova.Reports;

/// <summary>Every report whose rows hold <see cref="Figures"/>: they differ only in what an event's row is called.</summary>
public sealed class FigureReport
{
    private readonly Dictionary<ReportKey, Tally> _tallies = [];
    private readonly ReportScope _scope;
    private readonly Func<Journey, JourneyEvent, ReportKey> _key;
    private readonly ReportKey[] _always;

    private FigureReport(ReportScope scope, Func<Journey, JourneyEvent, ReportKey> key, params ReportKey[] always)
    {
        _scope = scope;
        _key = key;
        _always = always;
        foreach (var name in always) _tallies.Add(name, new Tally());
    }

    public static FigureReport Summary(ReportScope scope) => new(scope, (_, _) => default, default(ReportKey));

    /// <summary>A row a step, in their order, also where nothing happened.</summary>
    public static FigureReport Over(ReportScope scope, Timeline timeline) =>
        new(scope, (_, e) => new ReportKey(timeline.KeyAt(e.Time)), [.. timeline.Keys.Select(k => new ReportKey(k))]);

    public static FigureReport Events(ReportScope scope) => new(scope, (_, e) => new ReportKey(scope.Shown(e.Name)));

    public static FigureReport QrCodes(ReportScope scope) => new(scope, (journey, _) => new ReportKey(journey.Qrid));

    public static FigureReport Devices(ReportScope scope) =>
        new(scope, (journey, e) => journey.DeviceOf(e) is { } device ? new ReportKey(device.Type, device.Browser, device.Os) : default);

    public static FigureReport Locations(ReportScope scope) =>
        new(scope, (journey, e) => journey.LocationOf(e) is { } place ? new ReportKey(place.Country, place.City) : default);

    public void Add(Journey journey)
    {
        if (!_scope.Has(journey)) return;
        foreach (var e in journey.Events)
        {
            if (_scope.Has(journey, e)) Row(journey, e).Add(journey, e, _scope.IsConversion(e));
        }

        foreach (var e in journey.Repeats)
        {
            if (_scope.Has(journey, e)) Row(journey, e).AddDuplicate();
        }
    }

    /// <summary>The rows that are always there in their order, else those with the most sessions first.</summary>
    public IReadOnlyList<FigureRow> Rows()
    {
        var rows = _tallies.Select(t => new FigureRow(t.Key, t.Value.Figures));
        return _always.Length > 0
            ? [.. rows]
            : [.. rows.OrderByDescending(r => r.Figures.Sessions).ThenByDescending(r => r.Figures.Events)
                .ThenBy(r => r.Key.First is null).ThenBy(r => r.Key.First, StringComparer.Ordinal)
                .ThenBy(r => r.Key.Second, StringComparer.Ordinal).ThenBy(r => r.Key.Third, StringComparer.Ordinal)];
    }

    private Tally Row(Journey journey, in JourneyEvent e)
    {
        var key = _key(journey, e);
        if (!_tallies.TryGetValue(key, out var tally)) _tallies.Add(key, tally = new Tally());
        return tally;
    }
}
