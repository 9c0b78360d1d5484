using Npgsql;
using Scanova.Log;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>The connection breaks after the server has committed: the batch's fate is learnt, never guessed.</summary>
public sealed class LostAnswerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_stored_once_and_answered()
    {
        await using var silo = await ProxiedSilo.Start();
        var stream = Some.Session();
        silo.Proxy.LoseAnswers(1);

        (await silo.Log.Append(Some.Append(stream, 0, Some.Event(stream), Some.Event(stream)), None)).Should().Be(Stored.Instance);

        silo.Proxy.Lost.Should().Be(1);
        (await silo.Log.Load(stream, 0, 10, None)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Refused_appends_keep_their_outcome_when_their_answer_is_lost()
    {
        await using var silo = await ProxiedSilo.Start();
        var stream = Some.Session();
        var other = Some.Session(stream.SiteId);
        var taken = Guid.NewGuid();
        await silo.Log.Append(Some.Append(stream, 0, Some.Event(stream, taken)), None);
        silo.Proxy.LoseAnswers(1);

        var outcomes = await Task.WhenAll(
            silo.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None),
            silo.Log.Append(Some.Append(other, 0, Some.Event(other, taken)), None));

        outcomes[0].Should().Be(Conflict.Instance);
        outcomes[1].Should().BeOfType<Claimed>();
        silo.Proxy.Lost.Should().Be(1);
    }

    [Fact]
    public async Task Under_load_every_append_is_stored_exactly_once_however_many_answers_are_lost()
    {
        await using var silo = await ProxiedSilo.Start();
        var site = Some.Site();
        var streams = Enumerable.Range(0, 40).Select(_ => Some.Session(site)).ToArray();

        await Task.WhenAll(streams.Select((stream, number) => Task.Run(async () =>
        {
            for (var version = 0; version < 20; version++)
            {
                if (number == 0) silo.Proxy.LoseAnswers(1);
                (await silo.Log.Append(Some.Append(stream, version, Some.Event(stream)), None)).Should().Be(Stored.Instance);
            }
        })));

        silo.Proxy.Lost.Should().BePositive();
        foreach (var stream in streams)
        {
            (await silo.Log.Load(stream, 0, 100, None)).Select(row => row.Version).Should().Equal(Enumerable.Range(1, 20).Select(v => (long)v));
        }
    }

    /// <summary>A store whose connections go through a proxy.</summary>
    private sealed record ProxiedSilo(CuttingProxy Proxy, StorageInstance Store) : IAsyncDisposable
    {
        public IEventLog Log => Store.Log;

        public static async Task<ProxiedSilo> Start()
        {
            var server = await PostgresServer.Shared;
            var connectionString = new NpgsqlConnectionStringBuilder(await server.CreateDatabase());
            var proxy = new CuttingProxy(server.Port);
            connectionString.Port = proxy.Port;
            return new ProxiedSilo(proxy, await StorageInstance.Start(services => services.AddPostgresStorage(connectionString.ConnectionString)));
        }

        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            await Proxy.DisposeAsync();
        }
    }
}
