namespace Scanova.Reports;

/// <summary>What <c>POST /analytics/ct/</c> tells: the figures, days, names and funnel of one reading (contract section 14).</summary>
/// <param name="scope">With <see cref="ReportScope.AsHosted"/>.</param>
public sealed class ConversionTracking(ReportScope scope, Timeline days)
{
    /// <summary>What the SDK sends by itself on the way to a conversion.</summary>
    private static readonly string[] FirstSteps = ["pageview", "click", "form_submit"];

    private readonly FigureReport _count = FigureReport.Summary(scope);
    private readonly FigureReport _trend = FigureReport.Over(scope, days);
    private readonly FigureReport _events = FigureReport.Events(scope);
    private readonly Funnel _funnel = new(scope, [.. FirstSteps, .. scope.Rule.EventNames.Except(FirstSteps)]);
    private readonly Dictionary<string, int> _currencies = [];

    public JourneySelection Selection => scope.Selection;

    public Figures Count => _count.Rows()[0].Figures;

    /// <summary>The days on which something happened.</summary>
    public IReadOnlyList<FigureRow> Trend => [.. _trend.Rows().Where(r => r.Figures.Events > 0)];

    /// <summary>By number of events, descending.</summary>
    public IReadOnlyList<FigureRow> Events =>
        [.. _events.Rows().Where(r => r.Figures.Events > 0).OrderByDescending(r => r.Figures.Events).ThenBy(r => r.Key.First, StringComparer.Ordinal)];

    public IReadOnlyList<FunnelStep> Funnel => _funnel.Rows();

    /// <summary>The currency of most conversions; null when none has an amount.</summary>
    public string? PrimaryCurrency =>
        _currencies.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).FirstOrDefault();

    public void Add(Journey journey)
    {
        _count.Add(journey);
        _trend.Add(journey);
        _events.Add(journey);
        _funnel.Add(journey);
        if (!scope.Has(journey)) return;
        foreach (var e in journey.Events)
        {
            if (e.Value is { } value && scope.Has(journey, e) && scope.IsConversion(e)) _currencies[value.Currency] = _currencies.GetValueOrDefault(value.Currency) + 1;
        }
    }

    /// <summary>Conversions in a hundred sessions: other than a report's rate it can pass 100.</summary>
    public static decimal Rate(Figures figures) => Percent.Of(figures.Conversions, figures.Sessions);
}
