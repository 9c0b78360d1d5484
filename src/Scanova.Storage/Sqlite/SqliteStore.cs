using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Scanova.Log;
using Scanova.Storage.GroupCommit;
using Scanova.Storage.Sqlite.Ids;

namespace Scanova.Storage.Sqlite;

/// <summary>The embedded store: a data folder of this process alone, with the event database and the snapshots of grains.</summary>
internal sealed class SqliteStore(string dataPath, ILogger<SqliteStore> logger) : IStore, IDisposable
{
    public const string EventsFile = "scanova.db";
    public const string SnapshotsFile = "orleans.db";

    /// <summary>
    /// The lanes take turns on the writer's thread; while one runs its transaction, the others' are on their way to the disk.
    /// Small ones keep both busy: the requests of a large one would all wait for it, and then all come again at once.
    /// </summary>
    private static readonly AppendLanesOptions LaneOptions = new() { Lanes = WalFlush.AtOnce, BatchRows = 256 };

    private DataFolder? _folder;
    private SqliteDatabase? _database;
    private SqliteAppendStore? _appends;
    private AppendLanes? _lanes;

    public SqliteDatabase Database => _database ?? throw NotRunning();

    public RecentIds RecentIds => Database.Ids.Recent;

    public AppendLanes Lanes => _lanes ?? throw NotRunning();

    public Task Start(CancellationToken cancellation)
    {
        _folder = DataFolder.Open(dataPath);
        try
        {
            var events = _folder.PathOf(EventsFile);
            SqliteMigrations.MigrateEvents(events);
            SqliteMigrations.MigrateSnapshots(_folder.PathOf(SnapshotsFile));
            _database = Open(events);
            _appends = new SqliteAppendStore(_database.Writer, _database.Ids, _database.Wal, _database.Checkpoints);
            _lanes = new AppendLanes(_appends, LaneOptions, logger);
            _lanes.Start(_database.WriterScheduler);
            return Task.CompletedTask;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public async Task Stop(CancellationToken cancellation)
    {
        if (_lanes is not null) await _lanes.Stop(cancellation);
        Dispose();
    }

    public async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            await Database.Read(connection => connection.Query(row => row.GetInt64(0), "SELECT revision FROM site_revision"), cancellation);
            return !Database.Wal.HasFailed;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _lanes?.Dispose();
        _lanes = null;
        _appends?.Dispose();
        _appends = null;
        _database?.Dispose();
        _database = null;
        _folder?.Dispose();
        _folder = null;
    }

    private static SqliteDatabase Open(string file)
    {
        try
        {
            return SqliteDatabase.Open(file);
        }
        catch (SqliteException e)
        {
            throw e.AsStartFailure(file);
        }
    }

    private static LogUnavailableException NotRunning() => new("The store is not running.");
}
