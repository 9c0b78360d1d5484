using System.Text.Json;
using Scanova.Sessions;

namespace Scanova.Server.Lookups;

/// <summary>The answer of <c>GET /sessions/{scan_session_id}</c> (contract section 9).</summary>
internal static class ScanSessionJson
{
    public static void Write(Utf8JsonWriter json, ScanSessionView session)
    {
        json.WriteStartObject();
        json.WriteString("scan_session_id", session.ScanSessionId);
        json.WriteString("site_id", session.SiteId);
        json.WriteString("qrid", session.Qrid);
        json.WriteBoolean("linked", session.Linked);
        json.WriteTime("scanned_at", session.ScannedAt);
        json.WriteTime("first_seen", session.FirstSeen);
        json.WriteTime("last_seen", session.LastSeen);
        json.WriteString("landing_page", session.LandingPage);
        json.WriteNumber("event_count", session.EventCount);
        json.WriteNumber("duplicate_count", session.DuplicateCount);
        json.WriteStartObject("events");
        foreach (var e in session.Events) json.WriteNumber(e.Name, e.Count);
        json.WriteEndObject();
        json.WriteIds("web_session_ids", session.WebSessionIds);
        json.WriteIds("visitor_ids", session.VisitorIds);
        json.WriteString("consent", session.Consent?.Name());
        json.WriteStartArray("consent_trail");
        foreach (var statement in session.ConsentTrail)
        {
            json.WriteStartObject();
            json.WriteString("consent", statement.Consent.Name());
            json.WriteTime("at", statement.At.EventTime);
            json.WriteString("event_id", statement.EventId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("conversions");
        foreach (var conversion in session.Conversions) Write(json, conversion);
        json.WriteEndArray();
        json.WriteSums("revenue", session.Revenue);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Conversion conversion)
    {
        json.WriteStartObject();
        json.WriteString("event_id", conversion.EventId);
        json.WriteString("event_name", conversion.EventName);
        json.WriteTime("event_time", conversion.EventTime);
        json.WriteString("source", conversion.Source.Name());
        json.WriteValue("amount", "currency", conversion.Value);
        json.WriteEndObject();
    }
}
