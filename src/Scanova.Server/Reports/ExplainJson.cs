using System.Text.Json;
using Scanova.Attribution;
using Scanova.Reports;
using Scanova.Server.Lookups;

namespace Scanova.Server.Reports;

/// <summary>A conversion, its visitor, and every scan session of the visitor with what it earns and why.</summary>
internal static class ExplainJson
{
    public static void Write(
        Utf8JsonWriter json, (JourneyEvent Conversion, Guid? Visitor, int LookbackDays, IReadOnlyList<ExplainedTouchpoint> Sessions) answer)
    {
        var conversion = answer.Conversion;
        json.WriteStartObject();
        json.WriteString("event_id", conversion.EventId);
        json.WriteString("event_name", conversion.Name);
        json.WriteTime("event_time", conversion.Time);
        json.WriteValue("amount", "currency", conversion.Value);
        json.WriteId("visitor_id", answer.Visitor);
        json.WriteString("visitor_from", answer.Visitor is null ? null : conversion.VisitorId is null ? "session" : "event");
        json.WriteNumber("lookback_days", answer.LookbackDays);
        json.WriteStartArray("sessions");
        foreach (var session in answer.Sessions) Write(json, session);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplainedTouchpoint session)
    {
        json.WriteStartObject();
        json.WriteString("scan_session_id", session.ScanSessionId);
        json.WriteString("qrid", session.Qrid);
        json.WriteTime("at", session.At);
        json.WriteBoolean("in_window", session.Standing == Standing.InWindow);
        json.WriteString("reason", session.Standing.Name());
        json.WriteStartObject("models");
        foreach (var model in session.Models)
        {
            json.WriteStartObject(model.Model.Name());
            json.WriteNumber("weight", model.Weight);
            json.WriteNumber("credit", model.Share);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Name(this Standing standing) => standing switch
    {
        Standing.InWindow => "in_window",
        Standing.OwnSession => "own_session",
        Standing.TooOld => "too_old",
        _ => "after_conversion",
    };
}
