using System.Text.Json;
using Scanova.Server.Lookups;
using Scanova.Sites;

namespace Scanova.Server.Admin;

/// <summary>Sites, keys and QR codes as section 10 of the contract shows them.</summary>
internal static class AdminJson
{
    public static void Write(Utf8JsonWriter json, Site site)
    {
        json.WriteStartObject();
        json.WriteString("site_id", site.SiteId);
        json.WriteString("name", site.Name);
        json.WriteBoolean("active", site.Active);
        json.WriteTexts("allowed_domains", site.AllowedDomains);
        json.WriteTexts("conversion_events", site.ConversionEvents);
        json.WriteNumber("lookback_days", site.LookbackDays);
        json.WriteString("consent_default", site.ConsentDefault?.Name());
        json.WriteBoolean("strict_privacy", site.StrictPrivacy);
        json.WriteString("time_zone", site.TimeZone);
        json.WriteTime("created_at", site.CreatedAt);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ApiKey key)
    {
        json.WriteStartObject();
        json.WriteString("key_id", key.KeyId);
        json.WriteString("name", key.Name);
        json.WriteTime("created_at", key.CreatedAt);
        json.WriteTime("last_used_at", key.LastUsedAt);
        json.WriteTime("revoked_at", key.RevokedAt);
        json.WriteEndObject();
    }

    /// <param name="scanBase">The base of scan URLs, without a slash at its end.</param>
    public static void Write(Utf8JsonWriter json, QrCode code, string scanBase)
    {
        json.WriteStartObject();
        json.WriteString("qrid", code.Qrid);
        json.WriteString("code", code.Code);
        json.WriteString("scan_url", $"{scanBase}/s/{code.Code}");
        json.WriteString("name", code.Name);
        json.WriteString("destination_url", code.DestinationUrl);
        json.WriteTexts("tags", code.Tags);
        json.WriteBoolean("active", code.Active);
        json.WriteTime("created_at", code.CreatedAt);
        json.WriteEndObject();
    }

    private static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
