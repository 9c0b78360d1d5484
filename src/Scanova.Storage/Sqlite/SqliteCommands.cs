using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Scanova.Storage.Sqlite;

/// <summary>Short forms for statements off the hot path, and how values stand in SQLite.</summary>
internal static class SqliteCommands
{
    public const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Text(this DateTime utc) => utc.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTime Time(string text) =>
        DateTime.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static byte[] Blob(this Guid id) => id.ToByteArray(bigEndian: true);

    public static string JsonArray(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    public static string[] FromJsonArray(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    /// <returns>The number of rows changed.</returns>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static List<T> Query<T>(
        this SqliteConnection connection, Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        connection.ForEach(row => rows.Add(read(row)), sql, parameters);
        return rows;
    }

    /// <summary>The rows of a query one by one, however many.</summary>
    public static void ForEach(
        this SqliteConnection connection, Action<SqliteDataReader> each, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read()) each(reader);
    }

    public static string? NullableString(this SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    private static SqliteCommand Command(this SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
