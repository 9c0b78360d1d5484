using System.Text;

namespace Scanova.Tests.Ingest;

/// <summary>Bodies of one valid event, with members added as raw JSON.</summary>
internal static class Bodies
{
    public const string ScanSessionId = "550e8400-e29b-41d4-a716-446655440000";

    public static string Browser(string members = "", string siteId = "shop", string type = "page_view") =>
        $$"""{"site_id":"{{siteId}}","event_type":"{{type}}"{{Comma(members)}}{{members}}}""";

    public static string Server(string members = "", string siteId = "shop", string name = "purchase") =>
        $$"""{"site_id":"{{siteId}}","event_name":"{{name}}","scan_session_id":"{{ScanSessionId}}"{{Comma(members)}}{{members}}}""";

    public static string Batch(params string[] events) => $$"""{"events":[{{string.Join(',', events)}}]}""";

    public static string EventId(Guid id) => $"\"event_id\":\"{id}\"";

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);

    private static string Comma(string members) => members.Length == 0 ? "" : ",";
}
