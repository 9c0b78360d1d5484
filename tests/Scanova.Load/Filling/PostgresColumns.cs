using Npgsql;
using NpgsqlTypes;
using Scanova.Log;
using Scanova.Storage;

namespace Scanova.Load.Filling;

/// <summary>The columns of <c>events</c> that a row fills; its log position comes by itself.</summary>
internal static class PostgresColumns
{
    public static readonly Column[] All =
    [
        Of("version", NpgsqlDbType.Bigint, row => (long?)row.Version),
        Of("event_time", NpgsqlDbType.TimestampTz, row => (DateTime?)row.Event.EventTime),
        Of("received_at", NpgsqlDbType.TimestampTz, row => (DateTime?)row.Event.ReceivedAt),
        Of("screen_width", NpgsqlDbType.Integer, row => row.Event.Device?.ScreenWidth),
        Of("screen_height", NpgsqlDbType.Integer, row => row.Event.Device?.ScreenHeight),
        Of("stream_kind", NpgsqlDbType.Smallint, row => (short?)row.Stream.Kind),
        Of("is_bot", NpgsqlDbType.Smallint, row => (short?)(row.Event.IsBot ? 1 : 0)),
        Of("is_duplicate", NpgsqlDbType.Smallint, row => (short?)(row.IsDuplicate ? 1 : 0)),
        Of("stream_id", NpgsqlDbType.Uuid, row => (Guid?)row.Stream.Id),
        Of("record_id", NpgsqlDbType.Uuid, row => (Guid?)row.Event.RecordId),
        Of("event_id", NpgsqlDbType.Uuid, row => (Guid?)row.Event.EventId),
        Of("scan_session_id", NpgsqlDbType.Uuid, row => row.Event.ScanSessionId),
        Of("web_session_id", NpgsqlDbType.Uuid, row => row.Event.WebSessionId),
        Of("visitor_id", NpgsqlDbType.Uuid, row => row.Event.VisitorId),
        Of("site_id", row => row.Event.SiteId),
        Of("source", row => EventText.Of(row.Event.Source)),
        Of("event_name", row => row.Event.Name),
        Of("qrid", row => row.Event.Qrid),
        Of("page_url", row => row.Event.PageUrl),
        Of("page_title", row => row.Event.PageTitle),
        Of("referrer", row => row.Event.Referrer),
        Of("country", row => row.Event.Location?.Country),
        Of("region", row => row.Event.Location?.Region),
        Of("city", row => row.Event.Location?.City),
        Of("device_type", row => row.Event.Device?.Type),
        Of("browser", row => row.Event.Device?.Browser),
        Of("os", row => row.Event.Device?.Os),
        Of("language", row => row.Event.Device?.Language),
        Of("conversion_amount", NpgsqlDbType.Numeric, row => row.Event.Value?.Amount),
        Of("conversion_currency", row => row.Event.Value?.Currency),
        Of("metadata", row => row.Event.Metadata, NpgsqlDbType.Json),
        Of("consent", row => row.Event.Consent is { } consent ? EventText.Of(consent) : null),
    ];

    private static Column Of<T>(string name, NpgsqlDbType type, Func<StoredEvent, T?> value)
        where T : struct =>
        new(name, (copy, row) =>
        {
            if (value(row) is { } present) copy.Write(present, type);
            else copy.WriteNull();
        });

    private static Column Of(string name, Func<StoredEvent, string?> value, NpgsqlDbType type = NpgsqlDbType.Text) =>
        new(name, (copy, row) =>
        {
            if (value(row) is { } present) copy.Write(present, type);
            else copy.WriteNull();
        });

    public sealed record Column(string Name, Action<NpgsqlBinaryImporter, StoredEvent> Write);
}
