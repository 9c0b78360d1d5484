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

    public bool AddWhole(int session, in JourneyFacts facts) =>
        facts.Visitor != JourneyFacts.SeveralVisitors && (facts.Visitor == 0 || !visitors.Contains(facts.Visitor));

    public void Merge(FoundTouchpoints other) => _found.AddRange(other._found);

    /// <summary>As <see cref="Touchpoints.InOrder"/> has them.</summary>
    public Dictionary<int, Touchpoint[]> ByVisitor()
    {
        var sessions = new Dictionary<int, List<int>>();
        foreach (var (visitor, session) in _found)
        {
            if (!sessions.TryGetValue(visitor, out var ofVisitor)) sessions.Add(visitor, ofVisitor = []);

            // A session that names several visitors in turn was found more than once for each, one after the other.
            if (ofVisitor.Count == 0 || ofVisitor[^1] != session) ofVisitor.Add(session);
        }

        return sessions.ToDictionary(visitor => visitor.Key, visitor => Touchpoints.InOrder(visitor.Value.Select(scope.Index.TouchpointOf)));
    }
}
