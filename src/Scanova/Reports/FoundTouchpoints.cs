using Scanova.Attribution;
using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>Collects the scan sessions of some visitors.</summary>
internal sealed class FoundTouchpoints(CodedScope scope, IReadOnlySet<int> visitors) : ITally<FoundTouchpoints>
{
    private readonly List<(int Visitor, int Session)> _found = [];

    public void Add(in Journey journey)
    {
        if (journey.Session == 0 || !scope.Admits(journey.Facts)) return;

        var last = 0;
        foreach (var visitor in journey.Events.Visitors)
        {
            if (visitor == 0 || visitor == last) continue;
            last = visitor;
            if (visitors.Contains(visitor)) _found.Add((visitor, journey.Session));
        }
    }

    public bool AddWhole(in JourneyFacts session) =>
        session.Visitor != JourneyFacts.SeveralVisitors && (session.Visitor == 0 || !visitors.Contains(session.Visitor));

    public void Merge(FoundTouchpoints other) => _found.AddRange(other._found);

    /// <summary>As <see cref="Touchpoints.InOrder"/> has them.</summary>
    public Dictionary<int, Touchpoint[]> ByVisitor() => _found.Distinct().GroupBy(found => found.Visitor)
        .ToDictionary(visitor => visitor.Key, visitor => Touchpoints.InOrder(visitor.Select(found => scope.Index.TouchpointOf(found.Session))));
}
