using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Rows in the order of their commit, for there is one writer: whatever was read is settled. They are read in pages, those of
/// a long log several at once: reading a row takes longer than what is done with it. Fewer would take more from appends than
/// they give.
/// </summary>
internal sealed class SqliteReportFeed(SqliteStore store) : IReportFeed
{
    /// <summary>Log positions in one read transaction: a long one would keep the WAL from being folded into the file.</summary>
    private const int PageLength = 10_000;

    private static readonly int MostPagesAtOnce = Math.Min(Environment.ProcessorCount, SqliteDatabase.Reporters);

    private readonly ConcurrentBag<FeedValues> _values = [];

    /// <summary>From how many log positions on pages are read beside each other; as given, read in a second or so.</summary>
    internal int LongLog { get; init; } = 500_000;

    public async Task<FeedCursor> Read(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation)
    {
        var newest = after.Settled;
        await store.Database.Report(connection => newest = Math.Max(newest, Newest(connection)), cancellation);

        var pagesAtOnce = newest - after.Settled < LongLog ? 1 : MostPagesAtOnce;
        var pages = new Queue<Task<List<FeedRow>>>();
        var spare = new Stack<List<FeedRow>>();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            for (var next = after.Settled; next < newest || pages.Count > 0;)
            {
                for (; next < newest && pages.Count < pagesAtOnce; next += PageLength)
                {
                    pages.Enqueue(Page(siteId, next, Math.Min(next + PageLength, newest), spare.TryPop(out var used) ? used : [], giveUp.Token));
                }

                var page = await pages.Peek();
                foreach (var row in page)
                {
                    cancellation.ThrowIfCancellationRequested();
                    each(row);
                }

                page.Clear();
                spare.Push(page);
                _ = pages.Dequeue();
            }
        }
        finally
        {
            await giveUp.CancelAsync();
            Task left = Task.WhenAll(pages);
            await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new FeedCursor(newest, newest, 0, newest, 0);
    }

    private static long Newest(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT max(log_position) FROM events");
        return statement.FirstNumber() ?? 0;
    }

    /// <summary>Reads the site's rows after one position up to another.</summary>
    private async Task<List<FeedRow>> Page(string siteId, long after, long last, List<FeedRow> into, CancellationToken cancellation)
    {
        var values = _values.TryTake(out var idle) ? idle : new FeedValues();
        await store.Database.Report(
            connection =>
            {
                var rows = new FeedRows(siteId, values);
                using var statement = new Statement(connection, FeedRows.Sql);
                statement.Bind(1, siteId);
                statement.Bind(2, (long?)after);
                statement.Bind(3, (long?)last);
                while (statement.Step())
                {
                    cancellation.ThrowIfCancellationRequested();
                    into.Add(rows.Read(statement));
                }
            },
            cancellation);
        _values.Add(values);
        return into;
    }
}
