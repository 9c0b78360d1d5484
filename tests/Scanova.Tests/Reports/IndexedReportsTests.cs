using Scanova.Journeys;
using Scanova.Log;

namespace Scanova.Tests.Reports;

/// <summary>Of rows that come in the order of storing.</summary>
public sealed class IndexedReportsTests() : ReportsContract(iterations: 200)
{
    protected override Task<(StoredEvent[], JourneyIndex)> Indexed(StoredEvent[] rows) => Task.FromResult((rows, Indexing.InOrder(rows)));
}

public sealed class IndexedAttributionTests() : AttributionReportContract(iterations: 100)
{
    protected override Task<(StoredEvent[], JourneyIndex)> Indexed(StoredEvent[] rows) => Task.FromResult((rows, Indexing.InOrder(rows)));
}
