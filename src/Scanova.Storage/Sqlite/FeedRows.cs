using System.Buffers.Text;
using System.Globalization;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Storage.Reports;

namespace Scanova.Storage.Sqlite;

/// <summary>Rows of <c>events</c> as reports know them, read without allocating what most of them share.</summary>
internal sealed class FeedRows(string siteId, FeedValues values)
{
    /// <summary>The rows of the site ?1 after the log position ?2 and up to ?3.</summary>
    public const string Sql = """
        SELECT log_position, stream_kind, stream_id, event_time, received_at, version, source, event_name, is_duplicate, event_id, visitor_id,
          qrid, conversion_amount, conversion_currency, is_bot, device_type, browser, os, country, city
        FROM events WHERE site_id = ?1 AND log_position > ?2 AND log_position <= ?3 ORDER BY log_position
        """;

    private readonly FieldWriter _fields = new();

    /// <param name="row">Of <see cref="Sql"/>.</param>
    public FeedRow Read(Statement row)
    {
        var source = EventText.Source(row.Value(6).Bytes);
        return new FeedRow(row.Value(0).Number, Stream(row), new JourneyEvent(
            new Position(SqliteTime.Read(row.Value(3).Bytes), SqliteTime.Read(row.Value(4).Bytes), row.Value(5).Number),
            source,
            values.Text(row.Value(7).Bytes),
            IsDuplicate: row.Value(8).Number == 1,
            Id(row.Value(9).Bytes),
            row.Value(10) is { IsNull: false } visitor ? Id(visitor.Bytes) : null,
            row.Value(11) is { IsNull: false } qrid ? values.Text(qrid.Bytes) : null,
            Amount(row.Value(12), row.Value(13)),
            source == EventSource.Server ? null : Device(row),
            Location(row.Value(18), row.Value(19))));
    }

    private static Guid Id(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out Guid id, out var length, 'D') && length == text.Length ? id : throw new FormatException("An id is no UUID.");

    private StreamId Stream(Statement row) => new(siteId, (StreamKind)row.Value(1).Number, new Guid(row.Value(2).Bytes, bigEndian: true));

    private Money? Amount(ColumnValue amount, ColumnValue currency) => amount.IsNull || currency.IsNull
        ? null
        : new Money(decimal.Parse(amount.Bytes, NumberStyles.Number, CultureInfo.InvariantCulture), values.Text(currency.Bytes));

    private Device? Device(Statement row)
    {
        _fields.Clear();
        _fields.Add((short)row.Value(14).Number);
        Add(row.Value(15));
        Add(row.Value(16));
        Add(row.Value(17));
        return values.Device(_fields.Written);
    }

    private Location? Location(ColumnValue country, ColumnValue city)
    {
        if (country.IsNull) return null;
        _fields.Clear();
        Add(country);
        Add(city);
        return values.Location(_fields.Written);
    }

    private void Add(ColumnValue value)
    {
        if (value.IsNull) _fields.AddNull();
        else _fields.Add(value.Bytes);
    }
}
