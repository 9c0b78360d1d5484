using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Sqlite;

/// <summary>Rows in the order of their commit, for there is one writer: whatever was read is settled.</summary>
internal sealed class SqliteReportFeed(SqliteStore store) : IReportFeed
{
    /// <summary>Rows in one read transaction: a long one would keep the WAL from being folded into the file.</summary>
    private const int PageRows = 50_000;

    private readonly ConcurrentBag<FeedValues> _values = [];

    public async Task<FeedCursor> Read(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        var values = _values.TryTake(out var idle) ? idle : new FeedValues();
        var rows = new FeedRows(siteId, values);
        var last = after.Settled;
        var count = PageRows;
        while (count == PageRows)
        {
            await store.Database.Report(connection => count = Page(connection, siteId, rows, each, ref last, cancellation), cancellation);
        }

        _values.Add(values);
        return new FeedCursor(last, last, 0, last, 0);
    }

    /// <returns>How many rows it had.</returns>
    private static int Page(
        SqliteConnection connection, string siteId, FeedRows rows, Action<FeedRow> each, ref long last, CancellationToken cancellation)
    {
        using var statement = new Statement(connection, FeedRows.Sql);
        statement.Bind(1, siteId);
        statement.Bind(2, (long?)last);
        statement.Bind(3, (long?)PageRows);
        var count = 0;
        for (; statement.Step(); count++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = rows.Read(statement);
            each(row);
            last = row.LogPosition;
        }

        return count;
    }
}
