using CsCheck;
using Npgsql;
using Scanova.Log;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>Two silos that own the same streams for a moment: the database referees.</summary>
public sealed class TwoSilosTests : IAsyncLifetime
{
    private const int Ids = 8;
    private const int Streams = 4;

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What one writer sends: its silo, a stream, and the ids of its events.</summary>
    private static readonly Gen<(int Silo, int Stream, int[] Ids)[]> Work =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, Streams - 1], Gen.Int[0, Ids - 1].Array[1, 5]).Array[2, 24];

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

    [Fact]
    public async Task Every_id_has_one_original_and_every_stream_dense_versions_whatever_silos_race() => await Work.SampleAsync(
        async work =>
        {
            var site = Some.Site();
            var ids = Enumerable.Range(0, Ids).Select(_ => Guid.NewGuid()).ToArray();
            var streams = Enumerable.Range(0, Streams).Select(_ => Some.Session(site)).ToArray();

            await Task.WhenAll(work.Select(w => Task.Run(() => AppendUntilStored(_silos[w.Silo].Log, streams[w.Stream], w.Ids.Select(i => ids[i])))));

            var rows = new List<StoredEvent>();
            foreach (var stream in streams) rows.AddRange(await _silos[0].Log.Load(stream, 0, 1_000, None));
            rows.Should().HaveCount(work.Sum(w => w.Ids.Length), "each event sent is a row of its own");
            rows.GroupBy(row => row.Event.EventId).Should().OnlyContain(id => id.Count(row => !row.IsDuplicate) == 1);
            foreach (var stream in rows.GroupBy(row => row.Stream))
            {
                stream.Select(row => row.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v));
            }
        },
        iter: 40,
        threads: 2);

    [Fact]
    public async Task A_body_that_loses_the_fence_to_a_transaction_in_flight_is_written_nowhere()
    {
        var marker = $"marker-{Guid.NewGuid():N}";
        var stream = Some.Session();
        await using var rival = await RivalTransaction.Begin(_connectionString);
        await rival.Insert(stream);

        var append = _silos[0].Log.Append(
            Some.Append(stream, 0, Some.Event(stream) with { PageTitle = marker }, Some.Event(stream) with { PageTitle = marker }), None);
        await RivalTransaction.WaitForABlockedAppend(_connectionString);
        await rival.Commit();

        (await append).Should().Be(Conflict.Instance);
        await using var server = NpgsqlDataSource.Create(_connectionString);
        await using var checkpoint = server.CreateCommand("CHECKPOINT");
        checkpoint.CommandTimeout = 300; // of a server that other tests write to
        await checkpoint.ExecuteNonQueryAsync();
        await using var folder = server.CreateCommand("SHOW data_directory");
        FilesHolding(marker, (string)(await folder.ExecuteScalarAsync())!).Should().BeEmpty();
    }

    [Fact]
    public async Task An_append_that_waits_for_one_that_rolls_back_is_stored()
    {
        var stream = Some.Session();
        await using var rival = await RivalTransaction.Begin(_connectionString);
        await rival.Insert(stream);

        var append = _silos[0].Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);
        await RivalTransaction.WaitForABlockedAppend(_connectionString);
        await rival.Rollback();

        (await append).Should().Be(Stored.Instance);
    }

    private static async Task AppendUntilStored(IEventLog log, StreamId stream, IEnumerable<Guid> eventIds)
    {
        var events = eventIds.Select(id => Some.Event(stream, id)).ToArray();
        var taken = new HashSet<Guid>();
        var version = 0L;
        while (true)
        {
            var seen = new HashSet<Guid>(taken);
            var append = Some.Append(stream, version, events);
            append = append with { Rows = [.. append.Rows.Select(row => row with { IsDuplicate = !seen.Add(row.Event.EventId) })] };
            switch (await log.Append(append, None))
            {
                case Stored:
                    return;
                case Claimed claimed:
                    taken.UnionWith(claimed.EventIds);
                    break;
                default:
                    version = await log.HeadVersion(stream, None);
                    break;
            }
        }
    }

    private static string[] FilesHolding(string marker, string folder)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(marker);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0)];

        // A server at work removes and replaces files.
        static byte[] Read(string file)
        {
            try
            {
                return File.ReadAllBytes(file);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return [];
            }
        }
    }
}
