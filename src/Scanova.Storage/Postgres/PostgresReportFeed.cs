using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Postgres;

/// <summary>
/// <para>Rows in the order of their log positions, as far as one snapshot sees them. A position is given out before its row is
/// committed, so a row may appear before others that were given already.</para>
/// <para>How that ends: after its rows were read, the reading transaction takes a transaction id of its own. Whoever took a
/// position before the newest row given has a smaller id, because an append has its id before its positions. Once a later
/// snapshot sees all smaller ids ended, nothing can appear at or before that row: it is settled. (The snapshot's own xmax
/// would not do: ids beyond it may be under way.)</para>
/// <para>Until then what is new among the rows after the settled ones is told by their positions and transactions: what has a
/// position up to the highest one given, and a transaction before the oldest one under way at the last reading (its snapshot's
/// xmin), was given. (Transactions alone would not do: a crash of the server forgets those that wrote nothing, and gives their
/// ids out again. It never gives out a position again that a row had.)</para>
/// </summary>
internal sealed class PostgresReportFeed(PostgresSources sources) : IReportFeed, IDisposable
{
    /// <summary>A site's rows by their index, whatever the planner knows or does not know of the table: nothing is sorted, the first row comes at once.</summary>
    private const string SettingsSql = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
          set_config('jit', 'off', true), set_config('scanova.feed_site', $1, true)
        """;

    /// <summary>
    /// The oldest transaction under way, whether all before one have ended and, if so and a newer position is to be settled
    /// next, a transaction id for it.
    /// </summary>
    private const string SettleSql = """
        SELECT s.oldest, s.oldest >= $1, CASE WHEN s.oldest >= $1 AND $2 THEN pg_current_xact_id() END
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest) AS s
        """;

    private readonly ConcurrentBag<FeedValues> _values = [];

    /// <summary>To wait for a reading of another site may take longer than a pool is patient.</summary>
    private readonly SemaphoreSlim _turns = new(PostgresSources.MostReports);

    public async Task<FeedCursor> Read(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        try
        {
            await _turns.WaitAsync(cancellation);
            try
            {
                return await ReadAtOnce(siteId, after, each, cancellation);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception e) when (e is NpgsqlException || PostgresErrors.IsInDoubt(e))
        {
            throw PostgresErrors.Unavailable(e);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<FeedCursor> ReadAtOnce(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        await using var connection = await sources.Reports.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var settings = new NpgsqlCommand(SettingsSql, connection) { Parameters = { new() { Value = siteId } } };
        await settings.ExecuteNonQueryAsync(cancellation);

        var newest = await Rows(connection, siteId, after, each, cancellation);
        var cursor = await Settle(connection, after with { Given = newest }, cancellation);
        await transaction.CommitAsync(cancellation);
        return cursor;
    }

    /// <returns>The highest log position given so far.</returns>
    private async Task<long> Rows(NpgsqlConnection connection, string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        // COPY takes no parameters: the site stands in a setting of the transaction.
        var query = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {FeedRows.Columns} FROM events
            WHERE (site_id || '') = current_setting('scanova.feed_site') AND log_position > {after.Settled} {NotGiven(after)} ORDER BY log_position
            """);
        var values = _values.TryTake(out var idle) ? idle : new FeedValues();
        var newest = after.Given;
        await using var copy = await BinaryCopy.Begin(connection, query, cancellation);
        do
        {
            while (copy.TryNext(out var fields))
            {
                var row = FeedRows.Read(siteId, fields, values);
                newest = Math.Max(newest, row.LogPosition);
                each(row);
            }
        }
        while (await copy.Fill(cancellation));
        _values.Add(values);
        return newest;
    }

    /// <summary>A row has the lower half of its transaction's id; PostgreSQL compares such by how long ago they were.</summary>
    private static string NotGiven(FeedCursor after) =>
        string.Create(CultureInfo.InvariantCulture, $"AND (log_position > {after.Given} OR age(xmin) <= age('{(uint)after.GivenBefore}'::xid))");

    /// <summary>One position is settled at a time: to replace it by a newer one before it is might never come to an end.</summary>
    private static async Task<FeedCursor> Settle(NpgsqlConnection connection, FeedCursor cursor, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SettleSql, connection);
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = cursor.SeenBefore, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = cursor.Given > cursor.Seen });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var oldest = reader.GetFieldValue<ulong>(0);
        var hasEnded = reader.GetBoolean(1);
        return hasEnded
            ? new FeedCursor(cursor.Seen, cursor.Given, reader.IsDBNull(2) ? 0 : reader.GetFieldValue<ulong>(2), cursor.Given, oldest)
            : cursor with { GivenBefore = oldest };
    }
}
