using Scanova.Log;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>The feed reads 10,000 rows at a time, so that it does not keep the WAL from being folded into the file, and several times as many at once.</summary>
public sealed class FeedPagesTests(SqliteStorageFixture storage) : IClassFixture<SqliteStorageFixture>
{
    private readonly FollowedSite _site = new(storage.Feed, Some.Site());

    [Fact]
    public async Task A_site_of_more_rows_than_are_read_at_once_is_given_whole()
    {
        await Store(_site.SiteId, 50_000);
        (await _site.Read()).Should().HaveCount(50_000);
        await Store(_site.SiteId, 10_001);

        (await _site.Read()).Should().HaveCount(10_001);
        _site.Rows.GroupBy(row => row.Stream).Should().AllSatisfy(stream =>
            stream.Select(row => row.Event.At.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version)));
        _site.IsSettled.Should().BeTrue();
    }

    [Fact]
    public async Task A_site_whose_rows_lie_far_apart_is_given_whole()
    {
        await Store(_site.SiteId, 10);
        await Store("another", 30_000);
        await Store(_site.SiteId, 10);

        (await _site.Read()).Should().HaveCount(20);
        (await _site.Read()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_reader_that_fails_while_more_is_being_read_may_read_again()
    {
        await Store(_site.SiteId, 50_000);
        var given = 0;

        var read = () => storage.Feed.Read(_site.SiteId, default, _ => Fail(), CancellationToken.None);

        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("no room");
        (await _site.Read()).Should().HaveCount(50_000);

        void Fail()
        {
            if (++given == 15_000) throw new InvalidOperationException("no room");
        }
    }

    private async Task Store(string siteId, int count)
    {
        var stream = Some.Session(siteId);
        var events = Enumerable.Range(0, count).Select(_ => Some.Event(stream)).ToArray();
        (await storage.Log.Append(Some.Append(stream, 0, events), CancellationToken.None)).Should().Be(Stored.Instance);
    }
}
