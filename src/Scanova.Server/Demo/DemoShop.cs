using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Scanova.Server.Http;

namespace Scanova.Server.Demo;

/// <summary>
/// The backend of the demo shop. It reports a purchase the way a customer's backend does: over HTTP, with the site's API
/// key and the scan session that the checkout form carried.
/// </summary>
internal sealed class DemoShop(DemoSite demo, ILogger<DemoShop> logger) : IDisposable
{
    private const decimal Price = 49.99m;
    private const int MostMugs = 99;
    private static readonly Problem NoForm = Problem.Of(StatusCodes.Status415UnsupportedMediaType, "A form is expected");
    private static readonly Problem WrongQuantity = Problem.Of(StatusCodes.Status400BadRequest, "quantity must be 1 to 99");

    // The service itself is all it speaks to; a proxy of the environment is not asked.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) });

    /// <summary><c>POST /demo/orders</c>: takes the form, reports the purchase, sends the buyer on.</summary>
    public async Task Order(HttpContext http)
    {
        var refusal = WrongQuantity;
        if (!http.Request.HasFormContentType) refusal = NoForm;
        else if (await http.Request.ReadFormAsync(http.RequestAborted) is var form && Quantity(form) is { } quantity)
        {
            // The order's number is the event's id: repeating the report counts nothing twice.
            var order = Guid.NewGuid();
            if (Guid.TryParseExact(form["scnv"], "D", out var scanSession)) await Report(order, scanSession, quantity, http.RequestAborted);
            http.Response.Redirect($"thanks.html?order={order}");
            return;
        }

        await refusal.Send(http);
    }

    public void Dispose() => _http.Dispose();

    private static int? Quantity(IFormCollection form) =>
        int.TryParse(form["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 1 and <= MostMugs ? quantity : null;

    /// <summary>An order stands whether or not it could be reported.</summary>
    private async Task Report(Guid order, Guid scanSession, int quantity, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(demo.OwnAddress, "server-events"));
        message.Headers.Add("X-API-Key", demo.ApiKey);
        message.Content = new ByteArrayContent(PurchaseJson(order, scanSession, quantity));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _http.SendAsync(message, cancellation);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning("The demo shop could not report an order: {Status}", e.StatusCode);
        }
    }

    private byte[] PurchaseJson(Guid order, Guid scanSession, int quantity) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        site_id = demo.SiteId,
        event_name = "purchase",
        event_id = order,
        scan_session_id = scanSession,
        conversion_value = new { amount = quantity * Price, currency = "USD" },
        properties = new { product = "mug", quantity },
    }));
}
