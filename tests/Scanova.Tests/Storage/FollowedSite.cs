using Scanova.Reports;

namespace Scanova.Tests.Storage;

/// <summary>A reader of a site's feed as a careful index would be: it checks on every read what a feed promises.</summary>
internal sealed class FollowedSite(IReportFeed feed, string siteId)
{
    private readonly SortedDictionary<long, FeedRow> _rows = [];

    public string SiteId => siteId;

    public FeedCursor Cursor { get; private set; }

    /// <summary>All rows so far, in the order of storing.</summary>
    public IReadOnlyList<FeedRow> Rows => [.. _rows.Values];

    /// <summary>Whether nothing is expected to be given again.</summary>
    public bool IsSettled => Cursor.Settled >= (_rows.Count == 0 ? 0 : _rows.Keys.Last());

    /// <summary>How many rows stood after the cursor, all readings together.</summary>
    public long Passed { get; private set; }

    /// <returns>The rows given, new or again.</returns>
    public async Task<IReadOnlyList<FeedRow>> Read()
    {
        var given = new List<FeedRow>();
        var next = await feed.Read(siteId, Cursor, given.Add, CancellationToken.None);

        given.Select(row => row.LogPosition).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        given.Should().NotContain(row => row.LogPosition <= Cursor.Settled, "what is settled is never given again, nor added to");
        next.Settled.Should().BeGreaterThanOrEqualTo(Cursor.Settled);
        foreach (var row in given) _rows[row.LogPosition] = row;
        Passed += _rows.Keys.Count(position => position > Cursor.Settled);
        Cursor = next;
        return given;
    }

    /// <summary>Reads until all is settled; that takes as long as any transaction of the server.</summary>
    public async Task Settle() => await App.Eventually.Holds(
        async () =>
        {
            await Read();
            return IsSettled;
        },
        "every transaction has ended");
}
