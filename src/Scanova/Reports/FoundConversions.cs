using Scanova.Attribution;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>A conversion of a period.</summary>
/// <param name="Time">In ticks.</param>
/// <param name="Value">Currency 0: none.</param>
/// <param name="Visitor">Whose it is, by number; 0: nobody's.</param>
/// <param name="Own">Its scan session; null: none.</param>
internal readonly record struct FoundConversion(long Time, CodedAmount Value, int Visitor, Touchpoint? Own);

/// <summary>Collects the conversions in scope, of any QR code: which one earns them is not yet known.</summary>
internal sealed class FoundConversions(CodedScope scope) : ITally<FoundConversions>
{
    public List<FoundConversion> Found { get; } = [];

    public void Add(in Journey journey)
    {
        if (!scope.Admits(journey.Facts)) return;

        var events = journey.Events;
        var (from, to) = journey.Within(scope.Start, scope.End);
        var visitors = new NamedVisitors(events);
        Touchpoint? own = null;
        for (var i = from; i < to; i++)
        {
            if (!scope.Has(events.KindAt(i)) || !scope.IsConversion(events.KindAt(i))) continue;
            var visitor = events.Visitors[i] != 0 ? events.Visitors[i] : visitors.At(events.Times[i]);
            own ??= journey.Touchpoint;
            Found.Add(new FoundConversion(events.Times[i], events.KindAt(i).HasAmount ? journey.AmountAt(i) : default, visitor, own));
        }
    }

    public bool AddWhole(int session, in JourneyFacts facts) => facts.Whole.Shape != Shapes.None && scope.CountsOf(facts.Whole.Shape).Conversions == 0;

    public void Merge(FoundConversions other) => Found.AddRange(other.Found);
}
