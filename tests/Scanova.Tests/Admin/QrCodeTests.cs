using System.Net;
using Scanova.Tests.App;

namespace Scanova.Tests.Admin;

public abstract class QrCodeTests(SharedApp shared)
{
    private HttpClient Client => shared.App.Client;

    [Fact]
    public async Task A_new_code_has_its_identifiers_and_the_URL_to_scan()
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/qr-codes", new
        {
            name = "Poster",
            destination_url = "https://shop.example.com/landing?a=1#top",
            tags = new[] { "spring", "print", "spring" },
        });

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        var code = await response.Json();
        code.EnumerateObject().Select(p => p.Name).Should().Equal("qrid", "code", "scan_url", "name", "destination_url", "tags", "active", "created_at");
        code.GetProperty("qrid").GetString().Should().MatchRegex("^Q[0-9A-F]{16}$");
        code.GetProperty("code").GetString().Should().MatchRegex("^[2-9a-hj-km-np-z]{7}$");
        code.GetProperty("scan_url").GetString().Should().Be(new Uri(Client.BaseAddress!, $"/s/{code.GetProperty("code").GetString()}").AbsoluteUri);
        code.GetProperty("destination_url").GetString().Should().Be("https://shop.example.com/landing?a=1#top");
        code.GetProperty("tags").GetRawText().Should().Be("""["spring","print"]""");
        code.GetProperty("active").GetBoolean().Should().BeTrue();

        using var read = await Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/qr-codes/{code.GetProperty("qrid").GetString()}");
        (await read.Json()).GetRawText().Should().Be(code.GetRawText());
        using var list = await Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/qr-codes");
        (await list.Content.ReadAsStringAsync()).Should().Be($$"""{"qr_codes":[{{code.GetRawText()}}]}""");
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        var siteId = await shared.App.CreateSite();
        var code = await shared.App.CreateQrCode(siteId, "https://example.com/a");
        var path = $"/admin/sites/{siteId}/qr-codes/{code.GetProperty("qrid").GetString()}";

        using var off = await Client.Admin(HttpMethod.Patch, path, new { active = false, tags = new[] { "old" } });
        using var moved = await Client.Admin(HttpMethod.Patch, path, new { destination_url = "http://example.com/b", name = "B" });

        off.StatusCode.Should().Be(HttpStatusCode.OK);
        using var read = await Client.Admin(HttpMethod.Get, path);
        var now = await read.Json();
        now.GetRawText().Should().Be((await moved.Json()).GetRawText());
        now.GetProperty("active").GetBoolean().Should().BeFalse();
        now.GetProperty("tags").GetRawText().Should().Be("""["old"]""");
        now.GetProperty("destination_url").GetString().Should().Be("http://example.com/b");
        now.GetProperty("name").GetString().Should().Be("B");
        now.GetProperty("code").GetString().Should().Be(code.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Patches_sent_at_once_do_not_undo_one_another()
    {
        var siteId = await shared.App.CreateSite();
        var code = await shared.App.CreateQrCode(siteId, "https://example.com/");
        var path = $"/admin/sites/{siteId}/qr-codes/{code.GetProperty("qrid").GetString()}";
        for (var round = 1; round <= 5; round++)
        {
            var (name, active) = ($"Round {round}", round % 2 == 0);
            object[] changes = [new { name }, new { active }, new { tags = new[] { name } }, new { destination_url = $"https://example.com/{round}" }];

            await Task.WhenAll(changes.Select(change => Client.Admin(HttpMethod.Patch, path, change)));

            using var read = await Client.Admin(HttpMethod.Get, path);
            var now = await read.Json();
            now.GetProperty("name").GetString().Should().Be(name);
            now.GetProperty("active").GetBoolean().Should().Be(active);
            now.GetProperty("tags")[0].GetString().Should().Be(name);
            now.GetProperty("destination_url").GetString().Should().Be($"https://example.com/{round}");
        }
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("example.com")]
    [InlineData("https://")]
    [InlineData("https://example.com/a b")]
    [InlineData("https://example.com/\r\nSet-Cookie: a=b")]
    [InlineData("https://-ü-.example/")]
    [InlineData("")]
    public async Task A_destination_that_is_no_absolute_web_address_is_refused_with_422(string destination)
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(
            HttpMethod.Post, $"/admin/sites/{siteId}/qr-codes", new { name = "Poster", destination_url = destination });

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Json()).GetProperty("detail")[0].GetProperty("loc").GetRawText().Should().Be("""["body","destination_url"]""");
    }

    [Fact]
    public async Task Every_broken_field_is_listed()
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/qr-codes", new { tags = new object[] { 1, "" }, active = "on" });

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Json()).GetProperty("detail").EnumerateArray().Select(p => p.GetProperty("loc").GetRawText()).Should().BeEquivalentTo(
            """["body","name"]""", """["body","destination_url"]""", """["body","tags",0]""", """["body","tags",1]""", """["body","active"]""");
    }

    [Fact]
    public async Task A_code_of_another_site_is_404()
    {
        var (own, other) = (await shared.App.CreateSite(), await shared.App.CreateSite());
        var code = await shared.App.CreateQrCode(own, "https://example.com");

        using var response = await Client.Admin(HttpMethod.Get, $"/admin/sites/{other}/qr-codes/{code.GetProperty("qrid").GetString()}");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_public_URL_is_the_base_of_scan_URLs_when_it_is_set()
    {
        await using var app = await ScanovaApp.Start(("Scanova:PublicUrl", "https://qr.example.com/base/"));
        var siteId = await app.CreateSite();

        var code = await app.CreateQrCode(siteId, "https://example.com");

        code.GetProperty("scan_url").GetString().Should().Be("https://qr.example.com/base/s/" + code.GetProperty("code").GetString());
    }
}

public sealed class QrCodeOnSqliteTests(SharedApp shared) : QrCodeTests(shared), IClassFixture<SharedApp>;

public sealed class QrCodeOnPostgresTests(SharedPostgresApp shared) : QrCodeTests(shared), IClassFixture<SharedPostgresApp>;
