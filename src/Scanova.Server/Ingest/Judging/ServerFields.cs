using Scanova.Events;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary>The table of contract section 3.</summary>
internal static class ServerFields
{
    public static Judgement Judge(WireEvent wire, FieldCheck check, DateTime receivedAt)
    {
        var eventId = check.Id(wire.EventId, "event_id");
        var e = new Event
        {
            RecordId = RecordId.New(receivedAt),
            SiteId = check.SiteId(wire.SiteId),
            Source = EventSource.Server,
            Name = check.Name(wire.EventName, "event_name"),
            ScanSessionId = check.HasRequired(wire.ScanSessionId, "scan_session_id") ? wire.ScanSessionId.Value : null,
            EventId = eventId ?? Guid.CreateVersion7(receivedAt),
            WebSessionId = check.Id(wire.WebSessionId, "web_session_id"),
            VisitorId = check.Id(wire.VisitorId, "visitor_id"),
            EventTime = check.Time(wire.EventTime, "event_time", receivedAt),
            ReceivedAt = receivedAt,
            Value = check.Value(wire.ConversionValue),
            User = check.User(wire.UserIdentifiers),
            Metadata = check.Metadata(wire.Properties, "properties"),
            Consent = check.Consent(wire.Consent),
        };
        return check.Problem is { } problem
            ? new Judgement(eventId, null, default, problem, [])
            : new Judgement(eventId, e, default, null, check.Warnings);
    }
}
