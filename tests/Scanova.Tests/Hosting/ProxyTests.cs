using Scanova.Tests.App;

namespace Scanova.Tests.Hosting;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "https://qr.example.com/s/")]
    [InlineData("192.0.2.0/24", "http://127.0.0.1")]
    [InlineData("", "http://127.0.0.1")]
    public async Task Forwarded_headers_count_only_from_a_trusted_proxy(string trusted, string expectedBase)
    {
        await using var app = await ScanovaApp.Start(("Scanova:TrustedProxies", trusted));
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.9");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", "qr.example.com");
        var siteId = await app.CreateSite();

        var code = await app.CreateQrCode(siteId, "https://example.com");

        code.GetProperty("scan_url").GetString().Should().StartWith(expectedBase);
    }
}
