using CsCheck;
using Microsoft.Data.Sqlite;
using Scanova.Log;
using Scanova.Storage.Sqlite;
using Scanova.Tests.App;

namespace Scanova.Tests.Storage.Sqlite;

/// <summary>Ids are found wherever they stand: in memory, on their way into the table, in the table, after a start, after a transaction that failed.</summary>
public sealed class IdIndexTests
{
    private const string SiteId = "shop";
    private const int WorthMerging = 12;

    [Fact]
    public Task Every_append_is_judged_as_if_each_id_had_an_index_entry_at_once() => Gen.Int.SampleAsync(
        async seed =>
        {
            using var log = new Log();
            var random = new Random(seed);
            for (var step = 0; step < 120; step++)
            {
                switch (random.Next(12))
                {
                    case 0:
                        log.Reopen();
                        break;
                    case 1:
                        await log.Fail(random);
                        break;
                    default:
                        await log.Append(random);
                        break;
                }
            }

            log.ShouldFindEverything();
        },
        iter: 10);

    [Fact]
    public async Task Recent_ids_get_into_the_table_and_out_of_memory()
    {
        using var log = new Log();
        var random = new Random(1);

        await log.AppendUntil(() => log.Merged > 100 && log.Recent < WorthMerging, random, "ids are merged while events come in");

        log.ShouldFindEverything();
    }

    [Fact]
    public async Task Erased_rows_free_their_ids()
    {
        using var log = new Log();
        var random = new Random(2);
        await log.AppendUntil(() => log.Merged > 0, random, "ids are merged");

        log.Erase();

        for (var step = 0; step < 30; step++) await log.Append(random);
        log.ShouldFindEverything();
    }

    /// <summary>A log over a file of its own, with a model of what it must say.</summary>
    private sealed class Log : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("scanova-ids-").FullName;
        private readonly Dictionary<Guid, StreamId> _originals = [];
        private readonly Dictionary<StreamId, long> _heads = [];
        private readonly List<Guid> _ids = [];
        private SqliteDatabase _database;
        private SqliteAppendStore _store;

        public Log()
        {
            SqliteMigrations.MigrateEvents(File);
            (_database, _store) = Open();
        }

        public int Recent => _database.Ids.Recent.Coming;

        public long Merged => Number("SELECT log_position FROM ids_merged");

        private string File => Path.Combine(_folder, SqliteStore.EventsFile);

        public async Task Append(Random random)
        {
            var (appends, expected) = Batch(random);

            var outcomes = await _store.Commit(appends);

            outcomes.Select(Taken).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        }

        public Task AppendUntil(Func<bool> holds, Random random, string because) => Eventually.Holds(
            async () =>
            {
                await Append(random);
                return holds();
            },
            because);

        /// <summary>A transaction whose last row the database refuses.</summary>
        public async Task Fail(Random random)
        {
            var stream = Some.Session(SiteId);
            var fresh = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
            var refused = Some.Append(Some.Session(SiteId), 0, Some.Event(stream) with { Name = null! });

            await FluentActions.Awaiting(() => _store.Commit([fresh, refused])).Should().ThrowAsync<SqliteException>();

            // What it wanted is still free.
            if (random.Next(2) == 0) return;
            (await _store.Commit([fresh])).Should().Equal(Stored.Instance);
            Remember(fresh);
        }

        public void Reopen()
        {
            Close();
            (_database, _store) = Open();
        }

        public void Erase()
        {
            _database.Writer.Execute("DELETE FROM events");
            _originals.Clear();
            _heads.Clear();
        }

        public void ShouldFindEverything()
        {
            foreach (var (id, stream) in _originals)
            {
                var position = _database.Ids.Find(_database.Ids.Recent.Original(SiteId, id));
                Number($"SELECT count(*) FROM events WHERE log_position = {position} AND event_id = '{id}' AND is_duplicate = 0").Should().Be(1);
                var start = _database.Ids.Find(_database.Ids.Recent.Of(stream));
                Number($"SELECT max(version) FROM events WHERE stream_start = {start} AND scan_session_id = '{stream.Id}'").Should().Be(_heads[stream]);
            }
        }

        public void Dispose()
        {
            Close();
            Directory.Delete(_folder, recursive: true);
        }

        /// <summary>Ids that an append may not have; those it may leave none.</summary>
        private static IReadOnlyList<Guid> Taken(AppendOutcome outcome)
        {
            if (outcome is Claimed claimed) return claimed.EventIds;
            outcome.Should().BeOfType<Stored>();
            return [];
        }

        private (List<Append> Appends, List<IReadOnlyList<Guid>> Expected) Batch(Random random)
        {
            var (appends, expected) = (new List<Append>(), new List<IReadOnlyList<Guid>>());
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var stream = _heads.Count > 0 && random.Next(2) == 0 ? _heads.Keys.ElementAt(random.Next(_heads.Count)) : Some.Session(SiteId);
                var events = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Some.Event(stream, Id(random))).DistinctBy(e => e.EventId).ToArray();
                var append = Some.Append(stream, _heads.GetValueOrDefault(stream), events);
                var taken = events.Select(e => e.EventId).Where(_originals.ContainsKey).ToList();
                appends.Add(append);
                expected.Add(taken);
                if (taken.Count == 0) Remember(append);
            }

            return (appends, expected);
        }

        private Guid Id(Random random)
        {
            if (_ids.Count > 0 && random.Next(4) == 0) return _ids[random.Next(_ids.Count)];
            _ids.Add(Guid.NewGuid());
            return _ids[^1];
        }

        private void Remember(Append append)
        {
            _heads[append.Stream] = append.ExpectedVersion + append.Rows.Count;
            foreach (var row in append.Rows) _originals.Add(row.Event.EventId, append.Stream);
        }

        private long Number(string sql) => _database.Writer.Query(row => row.GetInt64(0), sql).Single();

        private (SqliteDatabase, SqliteAppendStore) Open()
        {
            var database = SqliteDatabase.Open(File, WorthMerging);
            return (database, new SqliteAppendStore(database.Writer, database.Ids, database.Wal, database.Checkpoints));
        }

        private void Close()
        {
            _store.Dispose();
            _database.Dispose();
        }
    }
}
