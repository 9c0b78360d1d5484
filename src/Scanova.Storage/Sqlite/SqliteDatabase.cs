using Microsoft.Data.Sqlite;
using Scanova.Log;
using Scanova.Storage.Sqlite.Ids;

namespace Scanova.Storage.Sqlite;

/// <summary>The open event database: one connection that writes, on its own thread, and a few that read beside it.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>
    /// A first commit with FULL flushes the WAL's place in its folder. From then on <see cref="WalFlush"/> does what FULL would
    /// at each commit, beside the way of the next one; checkpoints flush by themselves (<see cref="WalCheckpoints"/>).
    /// </summary>
    private const string WriterSettings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = 134217728;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        UPDATE site_revision SET revision = revision;
        PRAGMA synchronous = NORMAL;
        """;

    /// <summary>Reads for reports at once.</summary>
    public const int Reporters = 4;

    private const int Readers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _readerConnectionString;
    private readonly SemaphoreSlim _readers = new(Readers);
    private readonly SemaphoreSlim _reporters = new(Reporters);
    private readonly WriterThread _thread = new("SQLite writer");
    private volatile bool _isClosed;

    private SqliteDatabase(SqliteConnection writer, string file, int idsWorthMerging)
    {
        Writer = writer;
        Ids = IdIndex.Open(writer, idsWorthMerging);
        Wal = WalFlush.Of(file);
        Checkpoints = new WalCheckpoints(writer, ConnectionString(file, SqliteOpenMode.ReadWrite));
        _readerConnectionString = ConnectionString(file, SqliteOpenMode.ReadOnly);
    }

    /// <summary>To be used on <see cref="WriterScheduler"/> only.</summary>
    public SqliteConnection Writer { get; }

    public TaskScheduler WriterScheduler => _thread;

    public IdIndex Ids { get; }

    /// <summary>Makes durable what <see cref="Writer"/> has committed.</summary>
    public WalFlush Wal { get; }

    public WalCheckpoints Checkpoints { get; }

    public static SqliteDatabase Open(string file, int idsWorthMerging = IdIndex.LeastWorthMerging)
    {
        var writer = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWrite));
        try
        {
            writer.Open();
            writer.Execute(WriterSettings);
            return new SqliteDatabase(writer, file, idsWorthMerging);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public static string ConnectionString(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = mode == SqliteOpenMode.ReadOnly,
        DefaultTimeout = 5,
    }.ConnectionString;

    /// <summary>Runs between the transactions of events; durable when it returns.</summary>
    public async Task<T> Write<T>(Func<SqliteConnection, T> write, CancellationToken cancellation)
    {
        if (_isClosed) throw NotRunning();
        try
        {
            var written = await Task.Factory.StartNew(() => write(Writer), cancellation, TaskCreationOptions.DenyChildAttach, _thread);
            await Wal.Flush();
            return written;
        }
        catch (SqliteException e) when (e.IsUnavailable())
        {
            throw e.AsUnavailable();
        }
    }

    /// <summary>Sees everything that was committed before it began.</summary>
    public Task<T> Read<T>(Func<SqliteConnection, T> read, CancellationToken cancellation) => Read(_readers, read, cancellation);

    /// <summary>The same for what may take its time: lookups must not wait for reports.</summary>
    public Task Report(Action<SqliteConnection> read, CancellationToken cancellation) => Read(
        _reporters,
        connection =>
        {
            read(connection);
            return true;
        },
        cancellation);

    /// <summary>Lets reads that have begun end; the last connection to close folds the WAL into the file.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        for (var i = 0; i < Readers; i++) _readers.Wait(Patience);
        for (var i = 0; i < Reporters; i++) _reporters.Wait(Patience);
        using (var readers = new SqliteConnection(_readerConnectionString)) SqliteConnection.ClearPool(readers);
        _thread.Dispose();
        Wal.Dispose();
        Checkpoints.Dispose();
        Ids.Dispose();
        Writer.Dispose();
        _readers.Release(Readers);
        _reporters.Release(Reporters);
    }

    private async Task<T> Read<T>(SemaphoreSlim turns, Func<SqliteConnection, T> read, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            if (_isClosed) throw NotRunning();
            return await Task.Run(
                () =>
                {
                    using var connection = new SqliteConnection(_readerConnectionString);
                    connection.Open();
                    return read(connection);
                },
                cancellation);
        }
        catch (SqliteException e) when (e.IsUnavailable())
        {
            throw e.AsUnavailable();
        }
        finally
        {
            turns.Release();
        }
    }

    private static LogUnavailableException NotRunning() => new("The store is not running.");
}
