using Npgsql;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>
/// A batch's rows as one array a column, the cheapest way to send many rows in one statement. The buffers are kept from
/// batch to batch.
/// </summary>
internal sealed class AppendColumns
{
    /// <summary>The columns of the table <c>events</c>, how each is sent and what of a row it holds.</summary>
    private readonly Column[] _columns =
    [
        new Column<long>("version", "bigint", row => row.Version),
        new Column<DateTime>("event_time", "timestamptz", row => row.Event.EventTime),
        new Column<DateTime>("received_at", "timestamptz", row => row.Event.ReceivedAt),
        new Column<int?>("screen_width", "integer", row => row.Event.Device?.ScreenWidth),
        new Column<int?>("screen_height", "integer", row => row.Event.Device?.ScreenHeight),
        new Column<short>("stream_kind", "smallint", row => (short)row.Stream.Kind),
        new Column<short>("is_bot", "smallint", row => row.Event.IsBot ? (short)1 : (short)0),
        new Column<short>("is_duplicate", "smallint", row => row.IsDuplicate ? (short)1 : (short)0),
        new Column<Guid>("stream_id", "uuid", row => row.Stream.Id),
        new Column<Guid>("record_id", "uuid", row => row.Event.RecordId),
        new Column<Guid>("event_id", "uuid", row => row.Event.EventId),
        new Column<Guid?>("scan_session_id", "uuid", row => row.Event.ScanSessionId),
        new Column<Guid?>("web_session_id", "uuid", row => row.Event.WebSessionId),
        new Column<Guid?>("visitor_id", "uuid", row => row.Event.VisitorId),
        new Column<string>("site_id", "text", row => row.Event.SiteId),
        new Column<string>("source", "text", row => EventText.Of(row.Event.Source)),
        new Column<string>("event_name", "text", row => row.Event.Name),
        new Column<string?>("qrid", "text", row => row.Event.Qrid),
        new Column<string?>("page_url", "text", row => row.Event.PageUrl),
        new Column<string?>("page_title", "text", row => row.Event.PageTitle),
        new Column<string?>("referrer", "text", row => row.Event.Referrer),
        new Column<string?>("country", "text", row => row.Event.Location?.Country),
        new Column<string?>("region", "text", row => row.Event.Location?.Region),
        new Column<string?>("city", "text", row => row.Event.Location?.City),
        new Column<string?>("device_type", "text", row => row.Event.Device?.Type),
        new Column<string?>("browser", "text", row => row.Event.Device?.Browser),
        new Column<string?>("os", "text", row => row.Event.Device?.Os),
        new Column<string?>("language", "text", row => row.Event.Device?.Language),
        new Column<decimal?>("conversion_amount", "numeric", row => row.Event.Value?.Amount),
        new Column<string?>("conversion_currency", "text", row => row.Event.Value?.Currency),
        new Column<string?>("email_hash", "text", row => row.Event.User?.EmailHash),
        new Column<string?>("phone_hash", "text", row => row.Event.User?.PhoneHash),
        new Column<string?>("external_id", "text", row => row.Event.User?.ExternalId),
        new Column<string?>("metadata", "json", row => row.Event.Metadata),
        new Column<string?>("consent", "text", row => row.Event.Consent is { } consent ? EventText.Of(consent) : null),
    ];

    public IReadOnlyList<Column> Columns => _columns;

    public void Add(StoredEvent row)
    {
        foreach (var column in _columns) column.Add(row);
    }

    public void Clear()
    {
        foreach (var column in _columns) column.Clear();
    }
}

/// <summary>One column of a batch.</summary>
internal abstract class Column(string name, string type)
{
    public string Name => name;

    public string Type => type;

    public abstract NpgsqlParameter Parameter { get; }

    public abstract void Add(StoredEvent row);

    public abstract void Clear();
}

/// <inheritdoc/>
internal sealed class Column<T>(string name, string type, Func<StoredEvent, T> value) : Column(name, type)
{
    private readonly ArrayParameter<T> _values = new(type);
    private int _absent;

    public override NpgsqlParameter Parameter => _values.Parameter;

    /// <summary>
    /// Absent values are only sent once a present one follows: <c>unnest</c> fills the shorter arrays up with nulls, so that
    /// a column which no row of the batch has costs nothing.
    /// </summary>
    public override void Add(StoredEvent row)
    {
        var present = value(row);
        if (present is null)
        {
            _absent++;
            return;
        }

        for (; _absent > 0; _absent--) _values.Add(default!);
        _values.Add(present);
    }

    public override void Clear()
    {
        _values.Clear();
        _absent = 0;
    }
}
