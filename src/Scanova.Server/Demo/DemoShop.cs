using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Scanova.Server.Demo;

/// <summary>
/// The backend of the demo shop. It reports a purchase the way a customer's backend does: over HTTP, with the site's API
/// key and the scan session that the checkout form carried.
/// </summary>
internal sealed class DemoShop(HttpClient http, DemoSite demo)
{
    private const decimal Price = 49.99m;
    private const int MostMugs = 99;

    /// <summary><c>POST /demo/orders</c>: takes the form, reports the purchase, sends the buyer on.</summary>
    public async Task<IResult> Order(HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        if (!int.TryParse(form["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || quantity is < 1 or > MostMugs)
        {
            return Results.BadRequest(new { detail = "quantity must be 1 to 99" });
        }

        // The order's number is the event's id: repeating the report counts nothing twice.
        var order = Guid.NewGuid();
        if (Guid.TryParseExact(form["scnv"], "D", out var scanSession)) await Report(order, scanSession, quantity, cancellation);
        return Results.Redirect($"thanks.html?order={order}");
    }

    private async Task Report(Guid order, Guid scanSession, int quantity, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(demo.BaseAddress, "server-events"));
        message.Headers.Add("X-API-Key", demo.ApiKey);
        message.Content = new ByteArrayContent(PurchaseJson(order, scanSession, quantity));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.SendAsync(message, cancellation);
        answer.EnsureSuccessStatusCode();
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
