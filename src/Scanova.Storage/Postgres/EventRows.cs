using Npgsql;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Storage.Postgres;

/// <summary>Rows of the table <c>events</c> as the domain knows them.</summary>
internal static class EventRows
{
    /// <summary>What <see cref="Read"/> wants selected, in its order, from <c>events AS e</c>.</summary>
    public const string Columns =
        "e.site_id, e.stream_kind, e.stream_id, e.version, e.is_duplicate, e.record_id, e.source, e.event_id, e.event_name, e.event_time, "
        + "e.received_at, e.scan_session_id, e.web_session_id, e.visitor_id, e.qrid, e.page_url, e.page_title, e.referrer, e.country, "
        + "e.region, e.city, e.device_type, e.browser, e.os, e.language, e.screen_width, e.screen_height, e.is_bot, e.conversion_amount, "
        + "e.conversion_currency, e.email_hash, e.phone_hash, e.external_id, e.metadata, e.consent";

    /// <summary>Columns of <see cref="Columns"/>.</summary>
    public const int Count = 35;

    public static StoredEvent Read(NpgsqlDataReader row)
    {
        var siteId = row.GetString(0);
        return new StoredEvent(
            new StreamId(siteId, (StreamKind)row.GetInt16(1), row.GetGuid(2)),
            row.GetInt64(3),
            row.GetInt16(4) == 1,
            new Event
            {
                RecordId = row.GetGuid(5),
                SiteId = siteId,
                Source = EventText.Source(row.GetString(6)),
                EventId = row.GetGuid(7),
                Name = row.GetString(8),
                EventTime = row.GetDateTime(9),
                ReceivedAt = row.GetDateTime(10),
                ScanSessionId = row.Id(11),
                WebSessionId = row.Id(12),
                VisitorId = row.Id(13),
                Qrid = row.Text(14),
                PageUrl = row.Text(15),
                PageTitle = row.Text(16),
                Referrer = row.Text(17),
                Location = Location(row),
                Device = Device(row),
                Value = row.IsDBNull(28) ? null : new Money(row.GetDecimal(28), row.GetString(29)),
                User = User(row),
                Metadata = row.Text(33),
                Consent = row.Text(34) is { } consent ? EventText.Consent(consent) : null,
            });
    }

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Id(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static int? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static Location? Location(NpgsqlDataReader row)
    {
        var place = new Location(row.Text(18), row.Text(19), row.Text(20));
        return place is { Country: null, Region: null, City: null } ? null : place;
    }

    private static Device? Device(NpgsqlDataReader row)
    {
        var device = new Device(row.Text(21), row.Text(22), row.Text(23), row.Text(24), row.Number(25), row.Number(26), row.GetInt16(27) == 1);
        return device is { Type: null, Browser: null, Os: null, Language: null, ScreenWidth: null, ScreenHeight: null, IsBot: false } ? null : device;
    }

    private static UserIdentifiers? User(NpgsqlDataReader row)
    {
        var user = new UserIdentifiers(row.Text(30), row.Text(31), row.Text(32));
        return user is { EmailHash: null, PhoneHash: null, ExternalId: null } ? null : user;
    }
}
