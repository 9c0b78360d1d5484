using System.Buffers.Binary;
using System.Net;
using System.Xml.Linq;
using Scanova.Tests.App;

namespace Scanova.Tests.Scans;

public sealed class QrImageRouteTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("", 512)]
    [InlineData("?size=200&margin=0&ecc=H&dark=1463ff&light=fff0e0", 200)]
    [InlineData("?size=4096", 4096)]
    public async Task A_png_has_the_asked_size(string query, int size)
    {
        using var response = await Image("image.png" + query);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("image/png");
        var png = await response.Content.ReadAsByteArrayAsync();
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).Should().Be(size);
    }

    [Fact]
    public async Task An_svg_carries_size_and_colours()
    {
        using var response = await Image("image.svg?size=300&dark=010203");

        response.Content.Headers.ContentType!.ToString().Should().Be("image/svg+xml");
        var svg = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        svg.Attribute("width")!.Value.Should().Be("300");
        svg.ToString().Should().Contain("#010203").And.Contain("#ffffff");
    }

    [Theory]
    [InlineData("size=20", "size")]
    [InlineData("size=4097", "size")]
    [InlineData("size=large", "size")]
    [InlineData("size=", "size")]
    [InlineData("margin=-1", "margin")]
    [InlineData("margin=33", "margin")]
    [InlineData("ecc=X", "ecc")]
    [InlineData("dark=black", "dark")]
    [InlineData("light=12345", "light")]
    [InlineData("dark=ffffff", "dark")]
    public async Task An_option_out_of_bounds_is_refused_with_422_and_named(string query, string named)
    {
        using var response = await Image("image.png?" + query);

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Json()).GetProperty("detail")[0].GetProperty("loc").GetRawText().Should().Be($"""["query","{named}"]""");
    }

    [Fact]
    public async Task Every_broken_option_is_listed()
    {
        using var response = await Image("image.svg?size=0&margin=x&ecc=&dark=1&light=2");

        (await response.Json()).GetProperty("detail").GetArrayLength().Should().Be(5);
    }

    [Fact]
    public async Task An_unknown_code_is_404_and_a_missing_key_401()
    {
        var siteId = await shared.App.CreateSite();
        var path = $"/admin/sites/{siteId}/qr-codes/Q0000000000000000/image.png";

        using var unknown = await shared.App.Client.Admin(HttpMethod.Get, path);
        using var closed = await shared.App.Client.GetAsync(path);

        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        closed.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpResponseMessage> Image(string name)
    {
        var siteId = await shared.App.CreateSite();
        var code = await shared.App.CreateQrCode(siteId, "https://example.com");
        return await shared.App.Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/qr-codes/{code.GetProperty("qrid").GetString()}/{name}");
    }
}
