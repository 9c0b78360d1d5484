using Scanova.Log;
using Scanova.Storage.Sqlite;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>
/// The feed reads 10,000 rows at a time, so that it does not keep the WAL from being folded into the file, and of a long log
/// several times as many at once. Here every log is long.
/// </summary>
public sealed class FeedPagesTests(SqliteStorageFixture storage) : IClassFixture<SqliteStorageFixture>
{
    private readonly SqliteReportFeed _feed = new((SqliteStore)storage.Instance.Store) { LongLog = 0 };
    private readonly string _siteId = Some.Site();

    [Fact]
    public async Task A_site_of_more_rows_than_are_read_at_once_is_given_whole()
    {
        var site = new FollowedSite(_feed, _siteId);
        await Store(_siteId, 50_000);
        (await site.Read()).Should().HaveCount(50_000);
        await Store(_siteId, 10_001);

        (await site.Read()).Should().HaveCount(10_001);
        site.Rows.GroupBy(row => row.Stream).Should().AllSatisfy(stream =>
            stream.Select(row => row.Event.At.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version)));
        site.IsSettled.Should().BeTrue();
    }

    [Fact]
    public async Task A_site_whose_rows_lie_far_apart_is_given_whole()
    {
        var site = new FollowedSite(_feed, _siteId);
        await Store(_siteId, 10);
        await Store("another", 30_000);
        await Store(_siteId, 10);

        (await site.Read()).Should().HaveCount(20);
        (await site.Read()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_reader_that_fails_while_more_is_being_read_may_read_again()
    {
        await Store(_siteId, 50_000);
        var given = 0;

        var read = () => _feed.Read(_siteId, default, _ => Fail(), CancellationToken.None);

        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("no room");
        (await new FollowedSite(_feed, _siteId).Read()).Should().HaveCount(50_000);

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
