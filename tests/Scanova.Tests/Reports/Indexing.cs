using Scanova.Journeys;
using Scanova.Log;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Reports;

/// <summary>Makes indexes of rows.</summary>
internal static class Indexing
{
    /// <summary>The rows in the order of storing, each once.</summary>
    public static JourneyIndex InOrder(IEnumerable<StoredEvent> rows)
    {
        var index = new JourneyIndex();
        var position = 0L;
        foreach (var row in rows) index.Add(FeedInMemory.Row(++position, row));
        index.Settle(position);
        return index;
    }

    /// <summary>Stores the rows under a site of their own and reads that site's feed.</summary>
    /// <returns>The rows as stored.</returns>
    public static async Task<(StoredEvent[] Rows, JourneyIndex Index)> Indexed(this StorageFixture storage, StoredEvent[] rows)
    {
        var siteId = $"site-{Guid.NewGuid():N}";
        var stored = await rows.Store(storage.Log, siteId);
        var index = new JourneyIndex();
        var cursor = await storage.Feed.Read(siteId, default, row => index.Add(row), CancellationToken.None);
        index.Settle(cursor.Settled);
        return (stored, index);
    }
}
