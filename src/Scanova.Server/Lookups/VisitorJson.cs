using System.Text.Json;
using Scanova.Attribution;
using Scanova.Visitors;

namespace Scanova.Server.Lookups;

/// <summary>The answer of <c>GET /visitors/{visitor_id}</c> (contract section 9).</summary>
internal static class VisitorJson
{
    public static void Write(Utf8JsonWriter json, VisitorView visitor)
    {
        json.WriteStartObject();
        json.WriteString("visitor_id", visitor.VisitorId);
        json.WriteString("site_id", visitor.SiteId);
        json.WriteTime("first_seen", visitor.FirstSeen);
        json.WriteTime("last_seen", visitor.LastSeen);
        json.WriteNumber("event_count", visitor.EventCount);
        json.WriteStartArray("touchpoints");
        foreach (var touchpoint in visitor.Touchpoints)
        {
            json.WriteStartObject();
            json.WriteString("scan_session_id", touchpoint.ScanSessionId);
            json.WriteString("qrid", touchpoint.Qrid);
            json.WriteTime("at", touchpoint.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("conversions");
        foreach (var conversion in visitor.Conversions) Write(json, conversion);
        json.WriteEndArray();
        json.WriteSums("revenue", visitor.Revenue);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CreditedConversion conversion)
    {
        json.WriteStartObject();
        json.WriteString("event_id", conversion.EventId);
        json.WriteString("event_name", conversion.EventName);
        json.WriteTime("event_time", conversion.EventTime);
        json.WriteId("scan_session_id", conversion.ScanSessionId);
        json.WriteValue("amount", "currency", conversion.Value);
        json.WriteStartObject("credit");
        foreach (var credit in conversion.Credit)
        {
            json.WriteStartArray(credit.Model.Name());
            foreach (var share in credit.Shares) Write(json, share);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Credit share)
    {
        json.WriteStartObject();
        json.WriteString("scan_session_id", share.ScanSessionId);
        json.WriteString("qrid", share.Qrid);
        json.WriteNumber("credit", share.Share);
        json.WriteEndObject();
    }
}
