using System.Net;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_code_leads_into_the_shop_and_an_order_is_reported_as_a_purchase()
    {
        await using var app = await ScanovaApp.Start();
        var code = await Code(app);

        using var landed = await app.Client.GetAsync($"/s/{code.GetProperty("code").GetString()}");
        var session = System.Web.HttpUtility.ParseQueryString(landed.RequestMessage!.RequestUri!.Query)["scnv"];
        using var form = new FormUrlEncodedContent([new("scnv", session), new("quantity", "3")]);
        using var thanks = await app.Client.PostAsync("/demo/orders", form);

        landed.RequestMessage.RequestUri.AbsolutePath.Should().Be("/demo/");
        (await landed.Content.ReadAsStringAsync()).Should().Contain("Demo shop");
        thanks.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/demo/thanks.html");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{session}?site_id=demo");
        request.Headers.Add("X-Admin-Key", ScanovaApp.AdminKey);
        using var state = await app.Client.SendAsync(request);
        (await state.Json()).GetProperty("revenue").GetRawText().Should().Be("""{"USD":149.97}""");
    }

    [Fact]
    public async Task The_code_follows_the_address_but_not_where_an_operator_points_elsewhere()
    {
        await using var app = await ScanovaApp.Start();
        var first = await Code(app);
        await app.Restart();
        var second = await Code(app);
        using var moved = await app.Client.Admin(
            HttpMethod.Patch, $"/admin/sites/demo/qr-codes/{first.GetProperty("qrid").GetString()}", new { destination_url = "https://shop.example.com/" });
        await app.Restart();

        second.GetProperty("code").GetString().Should().Be(first.GetProperty("code").GetString());
        second.GetProperty("destination_url").GetString().Should().Be(new Uri(new Uri(second.GetProperty("scan_url").GetString()!), "/demo/").AbsoluteUri);
        (await Code(app)).GetProperty("destination_url").GetString().Should().Be("https://shop.example.com/");
    }

    [Fact]
    public async Task The_public_URL_is_the_base_of_the_destination_when_it_is_set()
    {
        await using var app = await ScanovaApp.Start(("Scanova:PublicUrl", "https://qr.example.com/base"));

        (await Code(app)).GetProperty("destination_url").GetString().Should().Be("https://qr.example.com/base/demo/");
    }

    [Fact]
    public async Task Switched_off_there_is_no_shop_and_no_code()
    {
        await using var app = await ScanovaApp.Start(("Scanova:Demo", "false"));

        using var page = await app.Client.GetAsync("/demo/");
        using var order = await app.Client.PostAsync("/demo/orders", null);
        using var codes = await app.Client.Admin(HttpMethod.Get, "/admin/sites/demo/qr-codes");

        (page.StatusCode, order.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await codes.Json()).GetProperty("qr_codes").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task An_order_of_no_mugs_or_too_many_is_refused()
    {
        await using var app = await ScanovaApp.Start();

        foreach (var form in new[] { "quantity=0", "quantity=100", "quantity=many", "" })
        {
            using var content = new StringContent(form, null, "application/x-www-form-urlencoded");
            using var answer = await app.Client.PostAsync("/demo/orders", content);
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, form);
            (await answer.Json()).GetProperty("detail").GetString().Should().NotBeEmpty();
        }
    }

    private static async Task<JsonElement> Code(ScanovaApp app)
    {
        using var list = await app.Client.Admin(HttpMethod.Get, "/admin/sites/demo/qr-codes");
        return (await list.Json()).GetProperty("qr_codes")[0];
    }
}
