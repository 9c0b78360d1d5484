using System.Runtime.InteropServices;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// A value of the row that a statement stands on, until its next step. Read straight from the library, for what reads millions
/// of rows: the ordinary calls look the handle up and take the connection's lock each time, three times a value. A connection
/// that one thread uses needs neither.
/// </summary>
internal readonly unsafe partial struct ColumnValue
{
    /// <summary>The library that Microsoft.Data.Sqlite brings along.</summary>
    private const string Library = "e_sqlite3";

    private const int Null = 5;

    private readonly nint _value;

    public ColumnValue(SQLitePCL.sqlite3_stmt statement, int column) => _value = ValueOf(statement.DangerousGetHandle(), column);

    public bool IsNull => TypeOf(_value) == Null;

    public long Number => NumberOf(_value);

    /// <summary>A text as UTF-8, or a blob; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            // In this order: a value that is neither text nor blob becomes text by the first call.
            var bytes = BytesOf(_value);
            return new ReadOnlySpan<byte>(bytes, bytes is null ? 0 : LengthOf(_value));
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_value"), SuppressGCTransition]
    private static partial nint ValueOf(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition]
    private static partial int TypeOf(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition]
    private static partial long NumberOf(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition]
    private static partial void* BytesOf(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition]
    private static partial int LengthOf(nint value);
}
