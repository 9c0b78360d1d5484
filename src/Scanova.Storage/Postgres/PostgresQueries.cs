using Npgsql;

namespace Scanova.Storage.Postgres;

/// <summary>Short commands with positional parameters, whose every failure is <see cref="Log.LogUnavailableException"/>.</summary>
internal static class PostgresQueries
{
    /// <summary>All rows of a query.</summary>
    /// <param name="values">Of <c>$1</c>, <c>$2</c> …; null where the text casts it.</param>
    public static async Task<List<T>> Query<T>(
        this NpgsqlDataSource source, string text, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] values)
    {
        var rows = new List<T>();
        await source.ForEach(text, row => rows.Add(read(row)), cancellation, values);
        return rows;
    }

    /// <summary>The rows of a query one by one, however many.</summary>
    public static async Task ForEach(
        this NpgsqlDataSource source, string text, Action<NpgsqlDataReader> each, CancellationToken cancellation, params object?[] values)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var command = Command(connection, text, values);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) each(reader);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw PostgresErrors.Unavailable(e);
        }
    }

    /// <summary>Runs a command and says how many rows it changed.</summary>
    public static async Task<int> Execute(this NpgsqlDataSource source, string text, CancellationToken cancellation, params object?[] values)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var command = Command(connection, text, values);
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw PostgresErrors.Unavailable(e);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, object?[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
