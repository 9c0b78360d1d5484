using System.Globalization;
using Microsoft.Data.Sqlite;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Sqlite;

/// <inheritdoc cref="IJourneyReader"/>
internal sealed class SqliteJourneyReader(SqliteStore store) : IJourneyReader
{
    /// <summary>
    /// The streams asked for, each with its rows. CROSS JOIN keeps the loops nested as written, so the rows of a stream come
    /// one after the other without a sort of everything.
    /// </summary>
    private const string RowsSql = """
        SELECT e.stream_kind, e.stream_id, e.event_time, e.received_at, e.version, e.source, e.event_name, e.is_duplicate, e.event_id,
          e.visitor_id, e.qrid, e.conversion_amount, e.conversion_currency, e.is_bot, e.device_type, e.browser, e.os, e.country, e.city
        FROM asked CROSS JOIN events e ON e.stream_id = asked.stream_id AND e.stream_kind = asked.stream_kind AND e.site_id = $site
        """;

    private const string OfVisitorsSql = $"""
        WITH asked AS MATERIALIZED (
          SELECT DISTINCT v.stream_id, v.stream_kind
          FROM json_each($visitors) visitor
          CROSS JOIN visitor_streams v ON v.visitor_id = visitor.value AND v.site_id = $site AND v.stream_kind = 1)
        {RowsSql}
        """;

    public Task Read(JourneySelection selection, Action<Journey> each, CancellationToken cancellation) => Read(
        selection.SiteId,
        $"""
        WITH asked AS MATERIALIZED (
          SELECT DISTINCT stream_id, stream_kind FROM events
          WHERE site_id = $site AND event_time >= $start AND event_time < $end
          {(selection.Names is null ? "" : "AND event_name IN (SELECT value FROM json_each($names))")}
          {(selection.Source is null ? "" : "AND source = $source")})
        {RowsSql}
        WHERE e.stream_kind = 1 OR (e.event_time >= $start AND e.event_time < $end)
        """,
        each,
        cancellation,
        ("$start", selection.Start.Text()),
        ("$end", selection.End.Text()),
        ("$names", SqliteCommands.JsonArray(selection.Names ?? [])),
        ("$source", selection.Source is { } source ? EventText.Of(source) : null));

    public Task OfVisitors(string siteId, IReadOnlyCollection<Guid> visitorIds, Action<Journey> each, CancellationToken cancellation) =>
        Read(siteId, OfVisitorsSql, each, cancellation, ("$visitors", SqliteCommands.JsonArray(visitorIds.Select(id => id.ToString()))));

    private Task Read(
        string siteId, string sql, Action<Journey> each, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        store.Database.Report(
            connection =>
            {
                var journeys = new JourneyGrouping(siteId, each);
                connection.ForEach(
                    row =>
                    {
                        cancellation.ThrowIfCancellationRequested();
                        journeys.Add((StreamKind)row.GetByte(0), EventRows.ReadBlob(row, 1), Event(row));
                    },
                    sql,
                    [("$site", siteId), .. parameters]);
                journeys.Complete();
            },
            cancellation);

    private static JourneyEvent Event(SqliteDataReader row)
    {
        var source = EventText.Source(row.GetString(5));
        return new JourneyEvent(
            new Position(SqliteCommands.Time(row.GetString(2)), SqliteCommands.Time(row.GetString(3)), row.GetInt64(4)),
            source,
            row.GetString(6),
            row.GetBoolean(7),
            Guid.ParseExact(row.GetString(8), "D"),
            row.NullableString(9) is { } visitor ? Guid.ParseExact(visitor, "D") : null,
            row.NullableString(10),
            row.NullableString(11) is { } amount ? new Money(decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture), row.GetString(12)) : null,
            source == EventSource.Server
                ? null
                : new Device(row.NullableString(14), row.NullableString(15), row.NullableString(16), null, null, null, row.GetBoolean(13)),
            row.NullableString(17) is { } country ? new Location(country, null, row.NullableString(18)) : null);
    }
}
