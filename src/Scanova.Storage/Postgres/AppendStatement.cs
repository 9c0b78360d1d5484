namespace Scanova.Storage.Postgres;

/// <summary>
/// One statement, one round trip, one transaction for a whole batch. It judges every append and stores the rows of those
/// that may be stored; an append it returns no row about is stored now.
/// </summary>
internal static class AppendStatement
{
    /// <summary>
    /// <para>Parameters, all arrays: the number of each row's append and whether the row is that append's first, the columns of
    /// the rows; then the numbers, visitors and streams of <c>visitor_streams</c>.</para>
    /// <para>Result: number, whether it is stored already, and one of its taken event ids.</para>
    /// </summary>
    /// <remarks>
    /// <para><c>fenced</c>: the append's first version is not the stream's next. It is our own append, done again, if every row
    /// of it stands there under its record id, an original or a repeat as it should be; else a conflict. <c>claimed</c>:
    /// originals of the others whose ids are taken.</para>
    /// <para>The rest is inserted. Its first rows go in before all others, and the others only if all first rows went in: a
    /// body that loses the fence to a transaction this one cannot see yet (it may not know of a denied consent) is never
    /// written. If a first row did not go in, that race was lost and the statement fails as a whole; so it does, by itself, if
    /// an event id was taken meanwhile. Run again, it sees why. Only the fence is looked at before a row is written: each look
    /// at an index costs as much as the write to it.</para>
    /// <para>Both inserts wait for <c>transaction</c>: the transaction has its id before a row takes its log position. Left to
    /// itself PostgreSQL gives one out at the first row's write, after that row's position, and a reader of positions could not
    /// tell that somebody still holds a smaller one (<see cref="PostgresReportFeed"/>).</para>
    /// <para>The lookups are scalar subqueries with a limit, which the planner cannot turn into joins over the table.</para>
    /// </remarks>
    public static string Text(IReadOnlyList<Column> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        var arrays = string.Join(", ", columns.Select((column, i) => $"${i + 3}::{column.Type}[]"));
        var next = columns.Count + 3;
        return $"""
            WITH r AS MATERIALIZED (
              SELECT * FROM unnest($1::integer[], $2::boolean[], {arrays}) AS r (append, is_first, {names})
            ), fenced AS MATERIALIZED (
              SELECT append, (
                SELECT bool_and(coalesce((
                  SELECT e.record_id = s.record_id AND e.is_duplicate = s.is_duplicate FROM events AS e
                  WHERE e.stream_id = s.stream_id AND e.stream_kind = s.stream_kind AND e.site_id = s.site_id AND e.version = s.version
                  LIMIT 1), false))
                FROM r AS s WHERE s.append = r.append) AS is_stored
              FROM r
              WHERE is_first AND version <> 1 + coalesce((
                SELECT e.version FROM events AS e
                WHERE e.stream_id = r.stream_id AND e.stream_kind = r.stream_kind AND e.site_id = r.site_id
                ORDER BY e.version DESC
                LIMIT 1), 0)
            ), claimed AS MATERIALIZED (
              SELECT append, event_id FROM r
              WHERE is_duplicate = 0 AND append <> ALL (ARRAY(SELECT append FROM fenced)) AND (
                SELECT true FROM events AS e
                WHERE e.event_id = r.event_id AND e.site_id = r.site_id AND e.is_duplicate = 0
                LIMIT 1)
            ), refused AS MATERIALIZED (
              SELECT ARRAY(SELECT append FROM fenced UNION ALL SELECT append FROM claimed) AS appends
            ), planned AS MATERIALIZED (
              SELECT count(*) AS first_rows FROM r
              WHERE is_first AND append <> ALL ((SELECT appends FROM refused)::integer[])
            ), transaction AS MATERIALIZED (
              SELECT pg_current_xact_id() AS id
            ), firsts AS (
              INSERT INTO events ({names})
              SELECT {names} FROM r
              WHERE is_first AND append <> ALL ((SELECT appends FROM refused)::integer[]) AND (SELECT id FROM transaction) IS NOT NULL
              ON CONFLICT (stream_id, stream_kind, site_id, version) DO NOTHING
              RETURNING 1
            ), others AS (
              INSERT INTO events ({names})
              SELECT {names} FROM r
              WHERE NOT is_first AND append <> ALL ((SELECT appends FROM refused)::integer[])
                AND (SELECT count(*) FROM firsts) = (SELECT first_rows FROM planned) AND (SELECT id FROM transaction) IS NOT NULL
            ), streams AS (
              INSERT INTO visitor_streams (visitor_id, stream_id, stream_kind, site_id)
              SELECT visitor_id, stream_id, stream_kind, site_id
              FROM unnest(${next}::integer[], ${next + 1}::uuid[], ${next + 2}::uuid[], ${next + 3}::smallint[], ${next + 4}::text[])
                AS v (append, visitor_id, stream_id, stream_kind, site_id)
              WHERE append <> ALL ((SELECT appends FROM refused)::integer[])
              ON CONFLICT DO NOTHING
            )
            SELECT append, is_stored, NULL::uuid FROM fenced
            UNION ALL
            SELECT append, false, event_id FROM claimed
            UNION ALL
            SELECT append_lost_race(), false, NULL
            WHERE (SELECT count(*) FROM firsts) < (SELECT first_rows FROM planned)
            """;
    }
}
