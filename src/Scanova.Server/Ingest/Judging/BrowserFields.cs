using Scanova.Events;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary>The table of contract section 2.</summary>
internal static class BrowserFields
{
    private static readonly Problem NoSite = Problem.Of(StatusCodes.Status400BadRequest, "site_id is required");
    private static readonly Problem NoType = Problem.Of(StatusCodes.Status400BadRequest, "event_type is required");

    /// <summary>What <c>/ct</c> answers with 400 before it looks at any other field (contract section 5).</summary>
    public static Problem? Absent(WireEvent wire)
    {
        if (IsAbsentOrEmpty(wire.SiteId)) return NoSite;
        return IsAbsentOrEmpty(wire.EventType) ? NoType : null;
    }

    public static Judgement Judge(WireEvent wire, FieldCheck check, DateTime receivedAt)
    {
        var eventId = check.Id(wire.EventId, "event_id");
        var e = new Event
        {
            RecordId = RecordId.New(receivedAt),
            SiteId = check.SiteId(wire.SiteId),
            Source = EventSource.Browser,
            Name = check.Name(wire.EventType, "event_type"),
            EventId = eventId ?? Guid.CreateVersion7(receivedAt),
            ScanSessionId = check.Id(wire.ScanSessionId, "scan_session_id"),
            WebSessionId = check.Id(wire.WebSessionId, "web_session_id"),
            VisitorId = check.Id(wire.VisitorId, "visitor_id"),
            PageUrl = check.Url(wire.PageUrl, "page_url"),
            PageTitle = check.Text(wire.PageTitle, 512, "page_title"),
            Referrer = check.Url(wire.Referrer, "referrer"),
            EventTime = wire.EventTime.IsAbsent
                ? check.Time(wire.Timestamp, "timestamp", receivedAt)
                : check.Time(wire.EventTime, "event_time", receivedAt),
            ReceivedAt = receivedAt,
            Metadata = check.Metadata(wire.Metadata, "metadata"),
            Consent = check.Consent(wire.Consent),
            Value = check.Value(wire.ConversionValue),
        };
        var device = check.Device(wire.Device);
        return check.Problem is { } problem
            ? new Judgement(eventId, null, default, problem, [])
            : new Judgement(eventId, e, device, null, check.Warnings);
    }

    private static bool IsAbsentOrEmpty(Field<string> field) => field.IsAbsent || field is { IsGiven: true, Value.Length: 0 };
}
