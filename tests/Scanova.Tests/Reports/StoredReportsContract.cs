using Scanova.Journeys;
using Scanova.Log;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Reports;

/// <summary>Of rows that a database stored and gives back, the same in every one.</summary>
public abstract class StoredReportsContract(StorageFixture storage) : ReportsContract(iterations: 50)
{
    protected override Task<(StoredEvent[], JourneyIndex)> Indexed(StoredEvent[] rows) => storage.Indexed(rows);
}

/// <inheritdoc cref="StoredReportsContract"/>
public abstract class StoredAttributionContract(StorageFixture storage) : AttributionReportContract(iterations: 20)
{
    protected override Task<(StoredEvent[], JourneyIndex)> Indexed(StoredEvent[] rows) => storage.Indexed(rows);
}
