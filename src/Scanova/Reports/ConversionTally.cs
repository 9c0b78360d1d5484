using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>Adds a <see cref="ConversionTracking"/> up.</summary>
internal sealed class ConversionTally : ITally<ConversionTally>, IDisposable
{
    /// <summary>What the SDK sends by itself on the way to a conversion.</summary>
    private static readonly string[] FirstSteps = ["pageview", "click", "form_submit"];

    private readonly CodedScope _scope;
    private readonly FigureReport _count;
    private readonly FigureReport _trend;
    private readonly FigureReport _events;
    private readonly Funnel _funnel;
    private readonly int[] _currencies;

    /// <param name="scope">With <see cref="ReportScope.AsHosted"/>.</param>
    public ConversionTally(CodedScope scope, Timeline days)
    {
        _scope = scope;
        _count = new FigureReport(scope, new OneRow());
        _trend = new FigureReport(scope, new RowsByStep(days));
        _events = new FigureReport(scope, new RowsByEventName(scope));
        _funnel = new Funnel(scope, [.. FirstSteps, .. scope.Scope.Rule.EventNames.Except(FirstSteps)]);
        _currencies = new int[scope.Index.Codes.Currencies.Count];
    }

    public void Add(in Journey journey)
    {
        _count.Add(journey);
        _trend.Add(journey);
        _events.Add(journey);
        _funnel.Add(journey);
        AddCurrencies(journey);
    }

    public void AddRepeat(in JourneyFacts journey, EventKind kind, long time)
    {
        _count.AddRepeat(journey, kind, time);
        _trend.AddRepeat(journey, kind, time);
        _events.AddRepeat(journey, kind, time);
    }

    public void Merge(ConversionTally other)
    {
        _count.Merge(other._count);
        _trend.Merge(other._trend);
        _events.Merge(other._events);
        _funnel.Merge(other._funnel);
        for (var currency = 0; currency < _currencies.Length; currency++) _currencies[currency] += other._currencies[currency];
    }

    /// <param name="mostEvents">Of as many names as have the most events.</param>
    public ConversionTracking Result(int mostEvents)
    {
        var currencies = _scope.Index.Codes.Currencies;
        return new ConversionTracking(
            _count.Rows(most: 1)[0].Figures,
            [.. _trend.Rows(int.MaxValue).Where(r => r.Figures.Events > 0)],
            [
                .. _events.Rows(int.MaxValue).Where(r => r.Figures.Events > 0)
                    .OrderByDescending(r => r.Figures.Events).ThenBy(r => r.Key.First, StringComparer.Ordinal).Take(mostEvents),
            ],
            _funnel.Rows(),
            _currencies.Select((count, currency) => (count, Currency: currencies[currency])).Where(c => c.count > 0)
                .OrderByDescending(c => c.count).ThenBy(c => c.Currency, StringComparer.Ordinal).Select(c => c.Currency).FirstOrDefault());
    }

    public void Dispose()
    {
        _count.Dispose();
        _trend.Dispose();
        _events.Dispose();
    }

    private void AddCurrencies(in Journey journey)
    {
        if (!_scope.Admits(journey.Facts) || !_scope.HasQrid(journey.Facts.Qrid)) return;
        var (from, to) = journey.Within(_scope.Start, _scope.End);
        for (var i = from; i < to; i++)
        {
            var kind = journey.Events.KindAt(i);
            if (kind.HasAmount && _scope.Has(kind) && _scope.IsConversion(kind)) _currencies[journey.AmountAt(i).Currency]++;
        }
    }
}
