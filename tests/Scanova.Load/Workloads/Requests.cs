namespace Scanova.Load.Workloads;

/// <summary>The requests that benchmarks send: what a shop's backend and the browser SDK typically send, no less.</summary>
/// <param name="scanPath">Of a QR code.</param>
internal sealed class Requests(string siteId, string apiKey, string scanPath)
{
    public const int EventsPerBatch = 100;

    private const string Phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    private const string Origin = "https://shop.example.com";

    private string KeyHeader => $"X-API-Key: {apiKey}\r\n";

    public RequestTemplate ServerEvent => RequestTemplate.Post("/server-events", KeyHeader, ServerEventBody());

    public RequestTemplate ServerBatch => Batch(ServerEventBody());

    /// <summary>Server events that name their visitor, one for each session.</summary>
    public RequestTemplate ServerBatchWithVisitors => Batch(ServerEventBody("\"visitor_id\":\"<Visitor>\","));

    public RequestTemplate BrowserEvent => RequestTemplate.Post("/ct", $"Origin: {Origin}\r\nReferer: {Origin}/\r\n",
        $$"""
        {"site_id":"{{siteId}}","event_type":"page_view","event_id":"<Event>","scan_session_id":"<Session>","web_session_id":"<WebSession>","visitor_id":"<Visitor>","page_url":"{{Origin}}/products/shoes?scnv=<Session>&size=42","page_title":"Shoes","referrer":"{{Origin}}/","device":{"user_agent":"{{Phone}}","screen_width":390,"screen_height":844,"language":"en-US"},"metadata":{"variant":"b"},"consent":"granted"}
        """);

    public RequestTemplate Scan => RequestTemplate.Get(scanPath, $"User-Agent: {Phone}\r\n");

    public RequestTemplate Session => RequestTemplate.Get("/sessions/<Session>", KeyHeader);

    public RequestTemplate Visitor => RequestTemplate.Get("/visitors/<Visitor>", KeyHeader);

    private RequestTemplate Batch(string body) =>
        RequestTemplate.Post("/server-events/batch", KeyHeader, $"{{\"events\":[{string.Join(',', Enumerable.Repeat(body, EventsPerBatch))}]}}");

    private string ServerEventBody(string visitor = "") =>
        $$"""
        {"site_id":"{{siteId}}","event_name":"purchase","event_id":"<Event>","scan_session_id":"<Session>",{{visitor}}"conversion_value":{"amount":49.99,"currency":"USD"},"user_identifiers":{"external_id":"customer-1042"},"properties":{"order_id":"A-1042","items":3,"coupon":null},"consent":"granted"}
        """;
}
