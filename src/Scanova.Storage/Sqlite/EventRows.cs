using System.Globalization;
using Microsoft.Data.Sqlite;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <summary>Reads rows of <c>events</c> that were selected as <see cref="EventColumns.List"/>.</summary>
internal static class EventRows
{
    public static StoredEvent Read(SqliteDataReader row) => new(
        new StreamId(Text(row, EventColumn.SiteId)!, (StreamKind)row.GetByte((int)EventColumn.StreamKind), Blob(row, EventColumn.StreamId)),
        row.GetInt64((int)EventColumn.Version),
        row.GetBoolean((int)EventColumn.IsDuplicate),
        new Event
        {
            RecordId = Blob(row, EventColumn.RecordId),
            SiteId = Text(row, EventColumn.SiteId)!,
            Source = EventText.Source(Text(row, EventColumn.Source)!),
            EventId = Id(row, EventColumn.EventId)!.Value,
            Name = Text(row, EventColumn.EventName)!,
            EventTime = SqliteCommands.Time(Text(row, EventColumn.EventTime)!),
            ReceivedAt = SqliteCommands.Time(Text(row, EventColumn.ReceivedAt)!),
            ScanSessionId = Id(row, EventColumn.ScanSessionId),
            WebSessionId = Id(row, EventColumn.WebSessionId),
            VisitorId = Id(row, EventColumn.VisitorId),
            Qrid = Text(row, EventColumn.Qrid),
            PageUrl = Text(row, EventColumn.PageUrl),
            PageTitle = Text(row, EventColumn.PageTitle),
            Referrer = Text(row, EventColumn.Referrer),
            Location = ReadLocation(row),
            Device = ReadDevice(row),
            Value = Text(row, EventColumn.ConversionAmount) is { } amount
                ? new Money(decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture), Text(row, EventColumn.ConversionCurrency)!)
                : null,
            User = ReadUser(row),
            Metadata = Text(row, EventColumn.Metadata),
            Consent = Text(row, EventColumn.Consent) is { } consent ? EventText.Consent(consent) : null,
        });

    /// <summary>An id that stands as 16 bytes.</summary>
    public static Guid ReadBlob(SqliteDataReader row, int ordinal) => new(row.GetFieldValue<byte[]>(ordinal), bigEndian: true);

    private static Location? ReadLocation(SqliteDataReader row)
    {
        var location = new Location(Text(row, EventColumn.Country), Text(row, EventColumn.Region), Text(row, EventColumn.City));
        return location is (null, null, null) ? null : location;
    }

    private static Device? ReadDevice(SqliteDataReader row)
    {
        var device = new Device(
            Text(row, EventColumn.DeviceType),
            Text(row, EventColumn.Browser),
            Text(row, EventColumn.Os),
            Text(row, EventColumn.Language),
            Number(row, EventColumn.ScreenWidth),
            Number(row, EventColumn.ScreenHeight),
            row.GetBoolean((int)EventColumn.IsBot));
        return device is (null, null, null, null, null, null, false) ? null : device;
    }

    private static UserIdentifiers? ReadUser(SqliteDataReader row)
    {
        var user = new UserIdentifiers(Text(row, EventColumn.EmailHash), Text(row, EventColumn.PhoneHash), Text(row, EventColumn.ExternalId));
        return user is (null, null, null) ? null : user;
    }

    private static string? Text(SqliteDataReader row, EventColumn column) => row.NullableString((int)column);

    private static int? Number(SqliteDataReader row, EventColumn column) => row.IsDBNull((int)column) ? null : row.GetInt32((int)column);

    private static Guid? Id(SqliteDataReader row, EventColumn column) => Text(row, column) is { } text ? Guid.ParseExact(text, "D") : null;

    private static Guid Blob(SqliteDataReader row, EventColumn column) => ReadBlob(row, (int)column);
}
