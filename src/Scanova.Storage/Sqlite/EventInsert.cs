using Microsoft.Data.Sqlite;
using Scanova.Log;

namespace Scanova.Storage.Sqlite;

/// <summary>Writes rows of <c>events</c>.</summary>
internal sealed class EventInsert(SqliteConnection writer) : IDisposable
{
    private const int LogPosition = 1;
    private const int StreamStart = 2;

    private readonly Statement _insert = new(writer, Sql());

    /// <param name="position">The row's log position.</param>
    /// <param name="start">That of the first row of its stream.</param>
    public void Insert(StoredEvent row, long position, long start)
    {
        _insert.Bind(LogPosition, (long?)position);
        _insert.Bind(StreamStart, (long?)start);
        var e = row.Event;
        Text(EventColumn.SiteId, e.SiteId);
        Text(EventColumn.Source, EventText.Of(e.Source));
        Text(EventColumn.EventName, e.Name);
        _insert.Bind(Parameter(EventColumn.EventId), e.EventId);
        _insert.Bind(Parameter(EventColumn.ScanSessionId), e.ScanSessionId);
        _insert.Bind(Parameter(EventColumn.WebSessionId), e.WebSessionId);
        _insert.Bind(Parameter(EventColumn.VisitorId), e.VisitorId);
        _insert.Bind(Parameter(EventColumn.EventTime), e.EventTime);
        _insert.Bind(Parameter(EventColumn.ReceivedAt), e.ReceivedAt);
        Text(EventColumn.Qrid, e.Qrid);
        Text(EventColumn.PageUrl, e.PageUrl);
        Text(EventColumn.PageTitle, e.PageTitle);
        Text(EventColumn.Referrer, e.Referrer);
        Text(EventColumn.Country, e.Location?.Country);
        Text(EventColumn.Region, e.Location?.Region);
        Text(EventColumn.City, e.Location?.City);
        Text(EventColumn.DeviceType, e.Device?.Type);
        Text(EventColumn.Browser, e.Device?.Browser);
        Text(EventColumn.Os, e.Device?.Os);
        Text(EventColumn.Language, e.Device?.Language);
        _insert.Bind(Parameter(EventColumn.ScreenWidth), (long?)e.Device?.ScreenWidth);
        _insert.Bind(Parameter(EventColumn.ScreenHeight), (long?)e.Device?.ScreenHeight);
        _insert.Bind(Parameter(EventColumn.IsBot), e.IsBot);
        _insert.Bind(Parameter(EventColumn.ConversionAmount), e.Value?.Amount);
        Text(EventColumn.ConversionCurrency, e.Value?.Currency);
        Text(EventColumn.EmailHash, e.User?.EmailHash);
        Text(EventColumn.PhoneHash, e.User?.PhoneHash);
        Text(EventColumn.ExternalId, e.User?.ExternalId);
        Text(EventColumn.Metadata, e.Metadata);
        Text(EventColumn.Consent, e.Consent is { } consent ? EventText.Of(consent) : null);
        _insert.Bind(Parameter(EventColumn.IsDuplicate), row.IsDuplicate);
        _insert.Bind(Parameter(EventColumn.StreamKind), (long)row.Stream.Kind);
        _insert.BindBlob(Parameter(EventColumn.StreamId), row.Stream.Id);
        _insert.Bind(Parameter(EventColumn.Version), (long?)row.Version);
        _insert.BindBlob(Parameter(EventColumn.RecordId), e.RecordId);
        _insert.Run();
    }

    public void Dispose() => _insert.Dispose();

    private static string Sql() =>
        $"""
        INSERT INTO events (log_position, stream_start, {EventColumns.List})
        VALUES (?{LogPosition}, ?{StreamStart}, {string.Join(", ", Enum.GetValues<EventColumn>().Select(c => $"?{Parameter(c)}"))})
        """;

    private static int Parameter(EventColumn column) => (int)column + StreamStart + 1;

    private void Text(EventColumn column, string? text) => _insert.Bind(Parameter(column), text);
}
