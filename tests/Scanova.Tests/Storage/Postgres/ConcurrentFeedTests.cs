using Npgsql;
using Scanova.Log;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>The feed beside transactions that commit in another order than they took their positions in.</summary>
public sealed class ConcurrentFeedTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _siteId = Some.Site();
    private string _connectionString = "";
    private StorageInstance[] _silos = [];

    public async Task InitializeAsync()
    {
        _connectionString = await (await PostgresServer.Shared).CreateDatabase();
        _silos =
        [
            await StorageInstance.Start(services => services.AddPostgresStorage(_connectionString)),
            await StorageInstance.Start(services => services.AddPostgresStorage(_connectionString)),
        ];
    }

    public async Task DisposeAsync()
    {
        foreach (var silo in _silos) await silo.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_row_that_is_committed_after_later_ones_is_given_then(bool commits)
    {
        var site = new FollowedSite(_silos[0].Feed, _siteId);
        await using var rival = await RivalTransaction.Begin(_connectionString);
        await rival.Insert(Some.Session(_siteId));
        await Append();

        (await site.Read()).Should().ContainSingle();
        site.IsSettled.Should().BeFalse("a row before it may still come");
        await Append();
        await site.Read();
        site.Rows.Should().HaveCount(2);
        site.IsSettled.Should().BeFalse();
        await (commits ? rival.Commit() : rival.Rollback());
        await site.Settle();

        site.Rows.Should().HaveCount(commits ? 3 : 2);
        (await site.Read()).Should().BeEmpty();
    }

    /// <summary>On a server of its own, where nobody else's transactions help.</summary>
    [Fact]
    public async Task A_transaction_that_began_after_the_committed_one_may_hold_the_smaller_position()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        var site = new FollowedSite(store.Feed, _siteId);
        await using var first = await RivalTransaction.Begin(connectionString);
        await using var second = await RivalTransaction.Begin(connectionString);
        await first.TakeId();
        await second.TakeId();
        await second.Insert(Some.Session(_siteId));
        await first.Insert(Some.Session(_siteId));
        await first.Commit();

        for (var read = 0; read < 3; read++) await site.Read();
        site.IsSettled.Should().BeFalse();
        site.Rows.Should().ContainSingle();
        await second.Commit();
        await site.Settle();

        site.Rows.Should().HaveCount(2);
    }

    /// <summary>On a server of its own, where nobody else's transactions make rows worth another look.</summary>
    [Fact]
    public async Task A_row_is_not_given_again_while_it_waits_to_be_settled()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        var site = new FollowedSite(store.Feed, _siteId);
        await Append(store);
        await using var rival = await RivalTransaction.Begin(connectionString);
        await rival.TakeId();

        (await site.Read()).Should().ContainSingle();
        (await site.Read()).Should().BeEmpty();
        site.IsSettled.Should().BeFalse();
        await rival.Insert(Some.Session(_siteId));
        await rival.Commit();
        (await site.Read()).Should().ContainSingle();
        await site.Settle();

        site.Rows.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("VACUUM FREEZE events")]
    [InlineData("VACUUM FULL events")]
    public async Task A_row_that_came_late_is_given_though_its_table_was_cleaned_up_before(string cleanup)
    {
        var site = new FollowedSite(_silos[0].Feed, _siteId);
        await using var rival = await RivalTransaction.Begin(_connectionString);
        await rival.Insert(Some.Session(_siteId));
        await Append();
        await site.Read();
        await rival.Commit();
        await using var operators = NpgsqlDataSource.Create(_connectionString);
        await using var command = operators.CreateCommand(cleanup);
        await command.ExecuteNonQueryAsync();

        await site.Read();

        site.Rows.Should().HaveCount(2);
    }

    /// <summary>A crash forgets transactions that wrote nothing, as a reader's are: their ids are given out again.</summary>
    [Fact]
    public async Task What_is_stored_after_a_crash_of_the_server_is_given_to_who_read_before_it()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        var site = new FollowedSite(store.Feed, _siteId);
        await Append(store);
        await site.Settle();
        for (var i = 0; i < 3; i++)
        {
            await using var forgotten = await RivalTransaction.Begin(connectionString);
            await forgotten.TakeId();
            await forgotten.Commit();
        }

        await site.Read();
        await server.Stop(immediate: true);
        await server.Start();
        await App.Eventually.Holds(() => store.Store.Answers(None), "the server is back");
        await Append(store);

        await App.Eventually.Holds(() => Reads(site), "connections from before the crash are given up");
        await site.Settle();

        site.Rows.Should().HaveCount(2);

        static async Task<bool> Reads(FollowedSite site)
        {
            try
            {
                await site.Read();
                return true;
            }
            catch (LogUnavailableException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_position_is_settled_though_transactions_are_under_way_at_every_read()
    {
        var site = new FollowedSite(_silos[0].Feed, _siteId);
        await Append();
        await site.Read();
        var position = site.Cursor.Seen;
        var current = await RivalTransaction.Begin(_connectionString);
        await current.TakeId();
        await Eventually(() => site.Cursor.Settled >= position, async () =>
        {
            await Append();
            await site.Read();
            var next = await RivalTransaction.Begin(_connectionString);
            await next.TakeId();
            await current.DisposeAsync();
            current = next;
        });
        await current.DisposeAsync();
    }

    /// <summary>Or a reader could take a position for settled while its holder has yet to show that it exists.</summary>
    [Fact]
    public async Task An_append_has_its_transaction_id_before_it_takes_positions()
    {
        var stream = Some.Session(_siteId);
        await using var rival = await RivalTransaction.Begin(_connectionString);
        await rival.Insert(stream);
        var append = _silos[0].Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);
        await RivalTransaction.WaitForABlockedAppend(_connectionString);

        await using var monitor = NpgsqlDataSource.Create(_connectionString);
        await using var command = monitor.CreateCommand(
            """
            SELECT backend_xid IS NOT NULL FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'scanova log' AND cardinality(pg_blocking_pids(pid)) > 0
            """);
        (await command.ExecuteScalarAsync()).Should().Be(true);

        await rival.Rollback();
        (await append).Should().Be(Stored.Instance);
    }

    [Fact]
    public async Task Readers_beside_writers_of_two_silos_miss_nothing_and_are_given_nothing_settled_twice()
    {
        var writers = Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 100; n++) await Append(_silos[i % 2]);
        })).ToArray();
        FollowedSite[] readers = [new(_silos[0].Feed, _siteId), new(_silos[1].Feed, _siteId)];

        await Task.WhenAll(readers.Select(reader => Task.Run(async () =>
        {
            while (!Array.TrueForAll(writers, writer => writer.IsCompleted)) await reader.Read();
        })));
        await Task.WhenAll(writers);
        foreach (var reader in readers) await reader.Settle();

        foreach (var reader in readers) reader.Rows.Select(row => row.Stream).Should().HaveCount(1_200).And.OnlyHaveUniqueItems();
        readers[0].Rows.Should().Equal(readers[1].Rows);
    }

    /// <summary>However long the readings of other sites take: a pool would be patient for three seconds.</summary>
    [Fact]
    public async Task A_reading_waits_while_as_many_as_may_are_under_way()
    {
        await Append();
        using var gate = new ManualResetEventSlim();
        using var begun = new CountdownEvent(4);
        var readings = Enumerable.Range(0, 4).Select(_ => Task.Run(() => _silos[0].Feed.Read(_siteId, default, Hold, None))).ToArray();
        begun.Wait(TimeSpan.FromMinutes(1)).Should().BeTrue();
        var site = new FollowedSite(_silos[0].Feed, _siteId);

        var next = site.Read();

        await FluentActions.Awaiting(() => next.WaitAsync(TimeSpan.FromSeconds(4))).Should().ThrowAsync<TimeoutException>("it waits");
        gate.Set();
        await Task.WhenAll(readings);
        (await next).Should().ContainSingle();

        void Hold(Scanova.Reports.FeedRow row)
        {
            begun.Signal();
            gate.Wait();
        }
    }

    [Fact]
    public async Task A_server_that_goes_away_amid_a_read_is_told()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        var stream = Some.Session(_siteId);
        for (var version = 0; version < 5_000; version += 500)
        {
            await store.Log.Append(Some.Append(stream, version, [.. Enumerable.Range(0, 500).Select(_ => Some.Event(stream, name: new string('n', 128)))]), None);
        }

        var given = 0;

        var read = () => Task.Run(() => store.Feed.Read(_siteId, default, Each, None));

        await read.Should().ThrowAsync<LogUnavailableException>();
        given.Should().BePositive();
        void Each(Scanova.Reports.FeedRow row)
        {
            if (++given == 1) server.Stop(immediate: true).Wait(CancellationToken.None);
        }
    }

    private Task Append() => Append(_silos[1]);

    private async Task Append(StorageInstance silo)
    {
        var stream = Some.Session(_siteId);
        (await silo.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None)).Should().Be(Stored.Instance);
    }

    private static Task Eventually(Func<bool> condition, Func<Task> step) => App.Eventually.Holds(
        async () =>
        {
            await step();
            return condition();
        },
        "it was promised");
}
