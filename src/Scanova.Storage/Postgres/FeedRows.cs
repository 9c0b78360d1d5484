using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Postgres;

/// <summary>Rows of the table <c>events</c> as reports know them, from what PostgreSQL sends in binary.</summary>
internal static class FeedRows
{
    /// <summary>What <see cref="Read"/> wants selected, in its order.</summary>
    public const string Columns =
        "log_position, stream_kind, stream_id, event_time, received_at, version, source, event_name, is_duplicate, event_id, visitor_id, "
        + "qrid, conversion_amount, conversion_currency, is_bot, device_type, browser, os, country, city";

    /// <summary>Where PostgreSQL counts microseconds from.</summary>
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static FeedRow Read(string siteId, ReadOnlySpan<byte> row, FeedValues values)
    {
        var fields = new FieldReader(row);
        var logPosition = fields.Int64();
        var stream = new StreamId(siteId, (StreamKind)fields.Int16(), fields.Id());
        var at = new Position(Time(ref fields), Time(ref fields), fields.Int64());
        var source = EventText.Source(fields.Next());
        return new FeedRow(logPosition, stream, new JourneyEvent(
            at,
            source,
            values.Text(fields.Next()),
            IsDuplicate: fields.Int16() == 1,
            fields.Id(),
            fields.TryNext(out var visitor) ? new Guid(visitor, bigEndian: true) : null,
            fields.TryNext(out var qrid) ? values.Text(qrid) : null,
            Value(ref fields, values),
            Device(fields.Together(4), source, values),
            values.Location(fields.Together(2))));
    }

    private static DateTime Time(ref FieldReader fields) => Epoch.AddTicks(fields.Int64() * TimeSpan.TicksPerMicrosecond);

    private static Money? Value(ref FieldReader fields, FeedValues values)
    {
        var hasAmount = fields.TryNext(out var amount);
        var hasCurrency = fields.TryNext(out var currency);
        return hasAmount && hasCurrency ? new Money(BinaryNumeric.Read(amount), values.Text(currency)) : null;
    }

    private static Device? Device(ReadOnlySpan<byte> fields, EventSource source, FeedValues values) =>
        source == EventSource.Server ? null : values.Device(fields);
}
