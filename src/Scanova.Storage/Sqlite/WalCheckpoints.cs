using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Copies the WAL back into the database, most of it beside the writer: done by the writer, as SQLite would by itself, every
/// checkpoint would hold up all appends for as long as it takes to write some ten thousand pages.
/// </summary>
internal sealed class WalCheckpoints : IDisposable
{
    /// <summary>32 MB of pages of 4 KB.</summary>
    private const long PagesWorthCopying = 8_192;

    /// <summary>What the writer may copy itself without anyone noticing. Only then does the WAL begin anew.</summary>
    private const long FewPages = 1_024;

    /// <summary>A writer this busy never leaves few pages over; the WAL must not grow for ever.</summary>
    private const int MostRounds = 4;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _copier;
    private readonly WriterThread _thread = new("SQLite checkpoint");
    private long _pages;
    private int _rounds;
    private Task? _copying;

    /// <param name="writer">Leaves its checkpoints to this.</param>
    public WalCheckpoints(SqliteConnection writer, string connectionString)
    {
        _writer = writer;
        _copier = new SqliteConnection(connectionString);
        _copier.Open();
    }

    /// <summary>To be called on the writer's thread, outside a transaction, after each commit.</summary>
    public void AfterCommit()
    {
        _ = raw.sqlite3_db_status(_writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        if (_copying is { IsCompleted: false } || _pages < (_rounds == 0 ? PagesWorthCopying : 0)) return;

        if (_rounds > 0 && (_pages <= FewPages || _rounds == MostRounds))
        {
            Copy(_writer);
            _pages = _rounds = 0;
            return;
        }

        _pages = 0;
        _rounds++;
        _copying = Task.Factory.StartNew(() => Copy(_copier), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _thread);
    }

    public void Dispose()
    {
        _thread.Dispose();
        _copier.Dispose();
    }

    /// <summary>Copies what no reader still needs. A failure costs nothing but room: the next one copies it too.</summary>
    private static void Copy(SqliteConnection connection) =>
        _ = raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
}
