using System.Collections.Concurrent;
using Scanova.Log;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>The server is stopped hard and comes back while events stream in.</summary>
public sealed class ServerCrashTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_was_answered_survives_a_crash_of_the_server_and_the_log_recovers_by_itself()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        var answered = new ConcurrentBag<Append>();
        var unknown = new ConcurrentBag<Append>();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => AppendUntil(store.Log, answered, unknown, enough.Token))));

        for (var crash = 0; crash < 3; crash++)
        {
            await Grows(answered);
            await server.Stop(immediate: true);
            await server.Start();
        }

        await Grows(answered);
        await enough.CancelAsync();
        await load;

        foreach (var append in answered)
        {
            (await store.Log.Load(append.Stream, 0, 10, None)).Should().Equal(append.Rows, "it was answered");
        }

        foreach (var append in unknown)
        {
            (await store.Log.Load(append.Stream, 0, 10, None)).Should().Match<IReadOnlyList<StoredEvent>>(rows =>
                rows.Count == 0 || rows.SequenceEqual(append.Rows), "all of it is there or nothing");
        }
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_at_once()
    {
        await using var server = await PostgresServer.Create();
        var connectionString = await server.CreateDatabase();
        await using var store = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        await server.Stop(immediate: false);
        var stream = Some.Session();

        await FluentActions.Awaiting(() => store.Log.HeadVersion(stream, None)).Should().ThrowAsync<LogUnavailableException>();
        await FluentActions.Awaiting(() => store.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None).WaitAsync(TimeSpan.FromSeconds(5)))
            .Should().ThrowAsync<LogUnavailableException>();
        (await store.Store.Answers(None)).Should().BeFalse();

        await server.Start();

        (await store.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None)).Should().Be(Stored.Instance);
        (await store.Log.HeadVersion(stream, None)).Should().Be(1);
        (await store.Store.Answers(None)).Should().BeTrue();
    }

    private static async Task AppendUntil(IEventLog log, ConcurrentBag<Append> answered, ConcurrentBag<Append> unknown, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var stream = Some.Session();
            var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
            try
            {
                (await log.Append(append, None)).Should().Be(Stored.Instance);
                answered.Add(append);
            }
            catch (LogUnavailableException)
            {
                unknown.Add(append);
            }
        }
    }

    /// <summary>Until a few hundred more appends were answered.</summary>
    private static async Task Grows(ConcurrentBag<Append> answered)
    {
        var goal = answered.Count + 300;
        while (answered.Count < goal) await Task.Yield();
    }
}
