using Scanova.Tests.App;
using Scanova.Tests.Ingest;
using Scanova.Tests.Ingest.Routes;

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

    [Fact]
    public async Task The_switch_of_dotnet_that_would_trust_every_stranger_does_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("scanova-tests-");
        try
        {
            await using var process = await ScanovaProcess.Start(folder.FullName, new Dictionary<string, string>
            {
                ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
                ["Scanova__AdminKey"] = ScanovaApp.AdminKey,
                ["Scanova__RateLimits__BrowserPerMinute"] = "1",
            });
            using var client = new HttpClient { BaseAddress = process.Address };
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            client.DefaultRequestHeaders.Add("X-Forwarded-Host", "qr.example.com");

            using var code = await client.Admin(HttpMethod.Post, "/admin/sites/demo/qr-codes", new { name = "Test", destination_url = "https://example.com", tags = Array.Empty<string>() });
            (await code.Json()).GetProperty("scan_url").GetString().Should().StartWith("http://127.0.0.1");

            var statuses = new List<int>();
            for (var stranger = 1; stranger <= 3; stranger++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/ct") { Content = IngestApp.Content(Bodies.Utf8(Bodies.Browser("", "demo"))) };
                request.Headers.Add("X-Forwarded-For", $"198.51.100.{stranger}");
                using var answer = await client.SendAsync(request);
                statuses.Add((int)answer.StatusCode);
            }

            statuses.Should().Contain(429, "whoever claims to send it, it comes from one address");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
