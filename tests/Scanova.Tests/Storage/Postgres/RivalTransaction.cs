using Npgsql;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>A transaction that holds rows of <c>events</c> and ends when the test says so.</summary>
internal sealed class RivalTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RivalTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public static async Task<RivalTransaction> Begin(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new RivalTransaction(connection, await connection.BeginTransactionAsync());
    }

    public Task TakeId() => Execute("SELECT pg_current_xact_id()");

    /// <summary>Takes the stream's first version.</summary>
    public Task Insert(StreamId stream) => Execute(
        """
        INSERT INTO events (stream_id, stream_kind, site_id, version, record_id, event_id, source, event_name, event_time, received_at, is_bot, is_duplicate)
        VALUES ($1, 1, $2, 1, gen_random_uuid(), gen_random_uuid(), 'browser', 'page_view', now(), now(), 0, 0)
        """,
        stream.Id, stream.SiteId);

    public Task Commit() => _transaction.CommitAsync();

    public Task Rollback() => _transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Until the server itself says that a statement of the log waits for another transaction.</summary>
    public static async Task WaitForABlockedAppend(string connectionString)
    {
        await using var monitor = NpgsqlDataSource.Create(connectionString);
        await using var command = monitor.CreateCommand(
            """
            SELECT (
              SELECT count(*) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'scanova log' AND cardinality(pg_blocking_pids(pid)) > 0), pg_sleep(0.01)
            """);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((long)(await command.ExecuteScalarAsync(patience.Token))! == 0)
        {
        }
    }

    private async Task Execute(string text, params object[] values)
    {
        await using var command = new NpgsqlCommand(text, _connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
