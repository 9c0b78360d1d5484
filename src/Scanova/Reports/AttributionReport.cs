using Scanova.Attribution;
using Scanova.Events;

namespace Scanova.Reports;

/// <summary>
/// Which QR code earned what of a period's conversions (contract section 9). First come the journeys with conversions, then
/// those of their <see cref="Visitors"/>, for a touchpoint may lie outside the period.
/// </summary>
public sealed class AttributionReport(ReportScope scope, AttributionModel model, TimeSpan lookback)
{
    private readonly List<Pending> _conversions = [];
    private readonly Dictionary<Guid, List<Touchpoint>> _touchpoints = [];

    public JourneySelection Selection => scope.Rule.EventNames.Count > 0
        ? scope.Selection with { Names = scope.Selection.Names ?? scope.Rule.EventNames }
        : scope.Selection with { Source = EventSource.Server };

    /// <summary>Whose touchpoints are needed.</summary>
    public IReadOnlyCollection<Guid> Visitors => _touchpoints.Keys;

    public void AddConversions(Journey journey)
    {
        foreach (var e in journey.Events)
        {
            if (!scope.Has(journey, e) || !scope.IsConversion(e)) continue;
            var visitor = journey.VisitorOf(e);
            _conversions.Add(new Pending(e.Time, e.Value, visitor, journey.Touchpoint));
            if (visitor is { } known) _touchpoints.TryAdd(known, []);
        }
    }

    public void AddTouchpoints(Journey journey)
    {
        if (journey.Touchpoint is not { } touchpoint || !scope.Admits(journey, journey.Events[0])) return;
        foreach (var visitor in journey.Events.Select(e => e.VisitorId).OfType<Guid>().Distinct())
        {
            if (_touchpoints.TryGetValue(visitor, out var touchpoints)) touchpoints.Add(touchpoint);
        }
    }

    /// <summary>Most conversions first. What no QR code earned stands under null.</summary>
    public IReadOnlyList<CreditRow> Rows()
    {
        var rows = new Dictionary<ReportKey, Earned>();
        foreach (var conversion in _conversions)
        {
            foreach (var credit in Credit(conversion))
            {
                if (!scope.Has(credit.Qrid)) continue;
                var key = new ReportKey(credit.Qrid);
                if (!rows.TryGetValue(key, out var earned)) rows.Add(key, earned = new Earned());
                earned.Add(credit.Share, conversion.Value);
            }
        }

        return
        [
            .. rows.OrderByDescending(r => r.Value.Conversions).ThenBy(r => r.Key.First is null).ThenBy(r => r.Key.First, StringComparer.Ordinal)
                .Select(r => new CreditRow(r.Key.First, r.Value.Conversions, r.Value.Revenue)),
        ];
    }

    private IReadOnlyList<Credit> Credit(Pending conversion)
    {
        IEnumerable<Touchpoint> touchpoints = conversion.Visitor is { } visitor ? _touchpoints[visitor] : conversion.Own is { } own ? [own] : [];
        var credits = Credits.Share(model, Touchpoints.Of(conversion.At, conversion.Own?.ScanSessionId, touchpoints, lookback));
        return credits.Count > 0 ? credits : [new Credit(default, null, 1)];
    }

    private readonly record struct Pending(DateTime At, Money? Value, Guid? Visitor, Touchpoint? Own);

    private sealed class Earned
    {
        private readonly SortedDictionary<string, decimal> _revenue = new(StringComparer.Ordinal);

        public decimal Conversions { get; private set; }

        public IReadOnlyList<Money> Revenue => [.. _revenue.Select(r => new Money(r.Value, r.Key))];

        public void Add(decimal share, Money? value)
        {
            Conversions += share;
            if (value is { } money) _revenue[money.Currency] = _revenue.GetValueOrDefault(money.Currency) + (share * money.Amount);
        }
    }
}

/// <summary>What a QR code earned.</summary>
/// <param name="Conversions">Shares of conversions, 9 decimals each.</param>
/// <param name="Revenue">The same shares of their amounts, exact.</param>
public sealed record CreditRow(string? Qrid, decimal Conversions, IReadOnlyList<Money> Revenue);
