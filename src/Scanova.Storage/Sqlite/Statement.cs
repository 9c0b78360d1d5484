using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Scanova.Events;
using SQLitePCL;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// A statement prepared once and bound without allocation, for the writer: Microsoft.Data.Sqlite's parameters would cost
/// more than the insert they carry. Parameters are numbered from 1; one that is not bound is null.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public void Bind(int parameter, string? text)
    {
        if (text is null) return;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length) _text = new byte[most];
        var length = Encoding.UTF8.GetBytes(text, _text);
        BindText(parameter, _text.AsSpan(0, length));
    }

    public void Bind(int parameter, long? number)
    {
        if (number is { } value) Check(raw.sqlite3_bind_int64(_statement, parameter, value));
    }

    public void Bind(int parameter, bool value) => Check(raw.sqlite3_bind_int(_statement, parameter, value ? 1 : 0));

    /// <summary>As canonical lower-case text, for columns that people read.</summary>
    public void Bind(int parameter, Guid? id)
    {
        if (id is not { } value) return;
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out _);
        BindText(parameter, text);
    }

    /// <summary>As 16 bytes, for columns that only the log reads.</summary>
    public void BindBlob(int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));
    }

    public void Bind(int parameter, DateTime utc) => BindText(parameter, UtcText.Write(utc, stackalloc byte[UtcText.BufferLength]));

    public void Bind(int parameter, decimal? amount)
    {
        if (amount is not { } value) return;
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        BindText(parameter, text[..length]);
    }

    /// <returns>Whether there is a row to read.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_ROW) return true;
        if (result is not raw.SQLITE_DONE) Check(result);
        return false;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Of the row it stands on, until the next step.</summary>
    public ColumnValue Value(int column) => new(_statement, column);

    public Guid Id(int column) => new(raw.sqlite3_column_blob(_statement, column), bigEndian: true);

    /// <summary>Makes it ready for the next use, also after a failure: that was reported when it happened.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    /// <summary>Runs a query for one number.</summary>
    /// <returns>Null when there is no row.</returns>
    public long? FirstNumber()
    {
        try
        {
            return Step() ? Number(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that returns nothing.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose() => _statement.Dispose();

    private void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, parameter, utf8));

    private void Check(int result)
    {
        if (result is not raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, _database);
    }
}
