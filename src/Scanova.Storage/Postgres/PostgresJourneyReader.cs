using Npgsql;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Postgres;

/// <inheritdoc cref="IJourneyReader"/>
internal sealed class PostgresJourneyReader(PostgresSources sources) : IJourneyReader
{
    /// <summary>The streams asked for, each with its rows.</summary>
    private const string RowsSql = """
        SELECT e.stream_kind, e.stream_id, e.event_time, e.received_at, e.version, e.source, e.event_name, e.is_duplicate, e.event_id,
          e.visitor_id, e.qrid, e.conversion_amount, e.conversion_currency, e.is_bot, e.device_type, e.browser, e.os, e.country, e.city
        FROM asked
        JOIN events AS e ON e.stream_id = asked.stream_id AND e.stream_kind = asked.stream_kind AND e.site_id = $1
        """;

    private const string StreamOrder = "ORDER BY e.stream_kind, e.stream_id";

    private const string OfVisitorsSql = $"""
        WITH asked AS MATERIALIZED (
          SELECT DISTINCT v.stream_id, v.stream_kind
          FROM visitor_streams AS v
          WHERE v.visitor_id = ANY ($2::uuid[]) AND v.site_id = $1 AND v.stream_kind = 1)
        {RowsSql}
        {StreamOrder}
        """;

    public Task Read(JourneySelection selection, Action<Journey> each, CancellationToken cancellation) => Read(
        selection.SiteId,
        $"""
        WITH asked AS MATERIALIZED (
          SELECT DISTINCT stream_id, stream_kind FROM events
          WHERE site_id = $1 AND event_time >= $2 AND event_time < $3
            AND ($4::text[] IS NULL OR event_name = ANY ($4)) AND ($5::text IS NULL OR source = $5))
        {RowsSql}
        WHERE e.stream_kind = 1 OR (e.event_time >= $2 AND e.event_time < $3)
        {StreamOrder}
        """,
        each,
        cancellation,
        selection.Start,
        selection.End,
        selection.Names?.ToArray(),
        selection.Source is { } source ? EventText.Of(source) : null);

    public Task OfVisitors(string siteId, IReadOnlyCollection<Guid> visitorIds, Action<Journey> each, CancellationToken cancellation) =>
        Read(siteId, OfVisitorsSql, each, cancellation, visitorIds.ToArray());

    private async Task Read(string siteId, string sql, Action<Journey> each, CancellationToken cancellation, params object?[] values)
    {
        var journeys = new JourneyGrouping(siteId, each);
        await sources.Reports.ForEach(
            sql, row => journeys.Add((StreamKind)row.GetInt16(0), row.GetGuid(1), Event(row)), cancellation, [siteId, .. values]);
        journeys.Complete();
    }

    private static JourneyEvent Event(NpgsqlDataReader row)
    {
        var source = EventText.Source(row.GetString(5));
        return new JourneyEvent(
            new Position(row.GetDateTime(2), row.GetDateTime(3), row.GetInt64(4)),
            source,
            row.GetString(6),
            row.GetInt16(7) == 1,
            row.GetGuid(8),
            row.IsDBNull(9) ? null : row.GetGuid(9),
            row.Text(10),
            row.IsDBNull(11) ? null : new Money(row.GetDecimal(11), row.GetString(12)),
            source == EventSource.Server ? null : new Device(row.Text(14), row.Text(15), row.Text(16), null, null, null, row.GetInt16(13) == 1),
            row.Text(17) is { } country ? new Location(country, null, row.Text(18)) : null);
    }
}
