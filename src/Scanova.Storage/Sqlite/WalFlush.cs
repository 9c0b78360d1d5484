using Microsoft.Win32.SafeHandles;
using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Makes commits durable beside the writer, which meanwhile runs the next transaction: a disk takes far longer for one flush
/// than the processor for one transaction, and it takes several flushes at once. A flush covers every commit before it.
/// </summary>
internal sealed class WalFlush : IDisposable
{
    /// <summary>Flushes under way at once; more bring no disk further, fewer let it wait.</summary>
    public const int AtOnce = 4;

    private readonly SafeFileHandle _wal;
    private readonly WriterThread[] _threads = [.. Enumerable.Range(1, AtOnce).Select(n => new WriterThread($"SQLite flush {n}"))];
    private uint _turn;
    private volatile bool _hasFailed;

    private WalFlush(SafeFileHandle wal) => _wal = wal;

    public bool HasFailed => _hasFailed;

    /// <param name="database">The database's file; its WAL must exist, and does until the last connection closes.</param>
    public static WalFlush Of(string database) =>
        new(File.OpenHandle(database + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <exception cref="LogUnavailableException">
    /// A flush failed, now or before. The system may have dropped what it could not write, so that no later flush can vouch
    /// for it: this process takes no further events.
    /// </exception>
    public async Task Flush()
    {
        if (_hasFailed) throw Failed();
        var thread = _threads[Interlocked.Increment(ref _turn) % AtOnce];
        await Task.Factory.StartNew(FlushToDisk, CancellationToken.None, TaskCreationOptions.DenyChildAttach, thread);
    }

    public void Dispose()
    {
        foreach (var thread in _threads) thread.Dispose();
        _wal.Dispose();
    }

    private void FlushToDisk()
    {
        try
        {
            RandomAccess.FlushToDisk(_wal);
        }
        catch (IOException)
        {
            _hasFailed = true;
        }

        if (_hasFailed) throw Failed();
    }

    private static LogUnavailableException Failed() => new("The disk could not flush the event log.");
}
