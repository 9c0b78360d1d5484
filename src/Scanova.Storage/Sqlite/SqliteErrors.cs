using Microsoft.Data.Sqlite;
using Scanova.Log;
using SQLitePCL;

namespace Scanova.Storage.Sqlite;

/// <summary>What SQLite's result codes mean to us.</summary>
internal static class SqliteErrors
{
    /// <summary>Errors of the disk or the file rather than of what was asked.</summary>
    public static bool IsUnavailable(this SqliteException e) => e.SqliteErrorCode is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_INTERRUPT or raw.SQLITE_IOERR
        or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_PERM or raw.SQLITE_NOTADB;

    public static LogUnavailableException AsUnavailable(this SqliteException e) =>
        new($"The store failed with SQLite error {e.SqliteExtendedErrorCode}.");

    /// <summary>The same for an operator at the start, who can do something about the file.</summary>
    public static StoreStartException AsStartFailure(this SqliteException e, string file) => e.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
            new($"{file} is damaged or no SQLite database. Restore it from a backup, or move it away to start empty.", e),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
            new($"{file} can't be opened for writing. Give this user the right to, or set Scanova__DataPath to another folder.", e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new($"{file} is locked by another program. Close it there and start again.", e),
        raw.SQLITE_FULL => new($"The disk that holds {file} is full.", e),
        _ => new($"{file} can't be used: {e.Message}", e),
    };
}
