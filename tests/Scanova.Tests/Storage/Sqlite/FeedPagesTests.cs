using Scanova.Log;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>The feed reads 50,000 rows at a time, so that it does not keep the WAL from being folded into the file.</summary>
public sealed class FeedPagesTests(SqliteStorageFixture storage) : IClassFixture<SqliteStorageFixture>
{
    [Fact]
    public async Task A_site_of_more_rows_than_a_page_is_given_whole()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        await Store(50_000);
        (await site.Read()).Should().HaveCount(50_000);
        await Store(50_001);

        (await site.Read()).Should().HaveCount(50_001);
        site.Rows.Select(row => row.Event.At.Version).Should().Equal(Enumerable.Range(1, 100_001).Select(version => (long)version));
        site.IsSettled.Should().BeTrue();

        async Task Store(int count)
        {
            var events = Enumerable.Range(0, count).Select(_ => Some.Event(stream)).ToArray();
            (await storage.Log.Append(Some.Append(stream, site.Rows.Count, events), CancellationToken.None)).Should().Be(Stored.Instance);
        }
    }
}
