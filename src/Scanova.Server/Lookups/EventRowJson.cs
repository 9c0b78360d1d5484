using System.Text.Json;
using Scanova.Log;

namespace Scanova.Server.Lookups;

/// <summary>A stored event with the columns of contract section 13.</summary>
internal static class EventRowJson
{
    public static void Write(Utf8JsonWriter json, EventRow row)
    {
        var e = row.Stored.Event;
        json.WriteStartObject();
        json.WriteString("event_id", e.EventId);
        json.WriteString("site_id", e.SiteId);
        json.WriteString("source", e.Source.Name());
        json.WriteString("event_name", e.Name);
        json.WriteId("scan_session_id", e.ScanSessionId);
        json.WriteString("qrid", row.Qrid);
        json.WriteId("web_session_id", e.WebSessionId);
        json.WriteId("visitor_id", e.VisitorId);
        json.WriteTime("event_time", e.EventTime);
        json.WriteTime("received_at", e.ReceivedAt);
        json.WriteString("page_url", e.PageUrl);
        json.WriteString("page_title", e.PageTitle);
        json.WriteString("referrer", e.Referrer);
        json.WriteString("country", e.Location?.Country);
        json.WriteString("region", e.Location?.Region);
        json.WriteString("city", e.Location?.City);
        json.WriteString("device_type", e.Device?.Type);
        json.WriteString("browser", e.Device?.Browser);
        json.WriteString("os", e.Device?.Os);
        json.WriteString("language", e.Device?.Language);
        json.WriteNumberOrNull("screen_width", e.Device?.ScreenWidth);
        json.WriteNumberOrNull("screen_height", e.Device?.ScreenHeight);
        json.WriteNumber("is_bot", e.IsBot ? 1 : 0);
        json.WriteValue("conversion_amount", "conversion_currency", e.Value);
        json.WriteString("email_hash", e.User?.EmailHash);
        json.WriteString("phone_hash", e.User?.PhoneHash);
        json.WriteString("external_id", e.User?.ExternalId);
        json.WritePropertyName("metadata");
        if (e.Metadata is { } metadata) json.WriteRawValue(metadata, skipInputValidation: true);
        else json.WriteNullValue();
        json.WriteString("consent", e.Consent?.Name());
        json.WriteNumber("is_duplicate", row.Stored.IsDuplicate ? 1 : 0);
        json.WriteEndObject();
    }

    public static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<EventRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows) Write(json, row);
        json.WriteEndArray();
    }
}
