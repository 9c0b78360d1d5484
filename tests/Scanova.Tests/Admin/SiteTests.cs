using System.Net;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Admin;

public abstract class SiteTests(SharedApp shared)
{
    private HttpClient Client => shared.App.Client;

    [Fact]
    public async Task A_new_site_answers_with_every_setting_at_its_default()
    {
        using var response = await Client.Admin(HttpMethod.Post, "/admin/sites", new { name = "Shop", allowed_domains = new[] { "shop.example.com" } });

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        var site = await response.Json();
        site.EnumerateObject().Select(p => p.Name).Should().Equal(
            "site_id", "name", "active", "allowed_domains", "conversion_events", "lookback_days", "consent_default", "strict_privacy", "time_zone", "created_at");
        site.GetProperty("site_id").GetString().Should().MatchRegex("^[A-Za-z0-9_-]{1,64}$");
        site.GetProperty("name").GetString().Should().Be("Shop");
        site.GetProperty("active").GetBoolean().Should().BeTrue();
        Texts(site, "allowed_domains").Should().Equal("shop.example.com");
        Texts(site, "conversion_events").Should().BeEmpty();
        site.GetProperty("lookback_days").GetInt32().Should().Be(60);
        site.GetProperty("consent_default").ValueKind.Should().Be(JsonValueKind.Null);
        site.GetProperty("strict_privacy").GetBoolean().Should().BeFalse();
        site.GetProperty("time_zone").GetString().Should().Be("UTC");
        site.GetProperty("created_at").GetString().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Fact]
    public async Task Every_setting_can_be_given_at_the_making_and_is_read_back()
    {
        using var made = await Client.Admin(HttpMethod.Post, "/admin/sites", new
        {
            site_id = "Moved_here-1",
            name = "Moved",
            active = false,
            allowed_domains = new[] { "EXAMPLE.com", "*.example.com", "localhost:3000", "BÜCHER.example", "[::1]", "example.com" },
            conversion_events = new[] { "purchase", "pageview" },
            lookback_days = 30,
            consent_default = "pending",
            strict_privacy = true,
            time_zone = "Europe/Berlin",
        });
        made.StatusCode.Should().Be(HttpStatusCode.Created);

        using var read = await Client.Admin(HttpMethod.Get, "/admin/sites/Moved_here-1");
        var site = await read.Json();

        site.GetRawText().Should().Be((await made.Json()).GetRawText());
        site.GetProperty("site_id").GetString().Should().Be("Moved_here-1");
        site.GetProperty("active").GetBoolean().Should().BeFalse();
        Texts(site, "allowed_domains").Should().Equal("example.com", "*.example.com", "localhost", "xn--bcher-kva.example", "[::1]");
        Texts(site, "conversion_events").Should().Equal("purchase", "pageview");
        site.GetProperty("lookback_days").GetInt32().Should().Be(30);
        site.GetProperty("consent_default").GetString().Should().Be("pending");
        site.GetProperty("strict_privacy").GetBoolean().Should().BeTrue();
        site.GetProperty("time_zone").GetString().Should().Be("Europe/Berlin");
    }

    [Fact]
    public async Task A_taken_site_id_is_refused_with_409()
    {
        var siteId = await shared.App.CreateSite();

        using var again = await Client.Admin(HttpMethod.Post, "/admin/sites", new { site_id = siteId, name = "Again", allowed_domains = new[] { "*" } });

        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await again.Json()).GetProperty("detail").GetString().Should().Be("site_id is taken");
    }

    [Fact]
    public async Task Every_broken_field_is_listed_with_its_path()
    {
        using var response = await Client.Admin(HttpMethod.Post, "/admin/sites", new
        {
            site_id = "has space",
            active = "yes",
            allowed_domains = new object[] { "https://example.com", 5, "ok.example.com", "a b" },
            conversion_events = "purchase",
            lookback_days = 0,
            consent_default = "maybe",
            strict_privacy = 1,
            time_zone = "Mars/Olympus",
        });

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var detail = (await response.Json()).GetProperty("detail").EnumerateArray().ToArray();
        detail.Select(p => p.GetProperty("loc").GetRawText()).Should().BeEquivalentTo(
            """["body","name"]""", """["body","site_id"]""", """["body","active"]""", """["body","allowed_domains",0]""",
            """["body","allowed_domains",1]""", """["body","allowed_domains",3]""", """["body","conversion_events"]""",
            """["body","lookback_days"]""", """["body","consent_default"]""", """["body","strict_privacy"]""", """["body","time_zone"]""");
        detail[0].GetRawText().Should().Be("""{"loc":["body","name"],"msg":"field required","type":"value_error.missing"}""");
    }

    [Theory]
    [InlineData("lookback_days", "3651")]
    [InlineData("lookback_days", "1.5")]
    [InlineData("lookback_days", "99999999999")]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"a\\u0000b\"")]
    [InlineData("name", "\"\\ud800\"")]
    [InlineData("name", "7")]
    [InlineData("allowed_domains", "[\"*\",\"example.com\"]")]
    [InlineData("allowed_domains", "[\"*.\"]")]
    [InlineData("allowed_domains", "[\"*.*.example.com\"]")]
    [InlineData("allowed_domains", "[\"example.com/path\"]")]
    [InlineData("allowed_domains", "[\"\"]")]
    [InlineData("allowed_domains", "[null]")]
    [InlineData("conversion_events", "[\"\"]")]
    [InlineData("time_zone", "\"../../etc/passwd\"")]
    [InlineData("time_zone", "\"Europe\"")]
    [InlineData("time_zone", "\"W. Europe Standard Time\"")]
    public async Task A_value_that_breaks_its_rule_is_refused_with_422_and_changes_nothing(string setting, string value)
    {
        var siteId = await shared.App.CreateSite();
        var before = await Read(siteId);

        using var response = await Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", $$"""{"strict_privacy":true,"{{setting}}":{{value}}}""");

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Json()).GetProperty("detail")[0].GetProperty("loc")[1].GetString().Should().Be(setting);
        (await Read(siteId)).Should().Be(before);
    }

    [Fact]
    public async Task Names_of_1_to_256_characters_and_event_names_of_1_to_128_are_taken()
    {
        var siteId = await shared.App.CreateSite(new { name = new string('n', 256), conversion_events = new[] { "e", new string('e', 128) } });

        using var longer = await Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { name = new string('n', 257) });
        using var longerEvent = await Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { conversion_events = new[] { new string('e', 129) } });

        longer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        longerEvent.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        var siteId = await shared.App.CreateSite(new { consent_default = "denied", lookback_days = 7 });

        using var response = await Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { name = "Renamed", active = false });

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var site = await response.Json();
        site.GetProperty("name").GetString().Should().Be("Renamed");
        site.GetProperty("active").GetBoolean().Should().BeFalse();
        site.GetProperty("consent_default").GetString().Should().Be("denied");
        site.GetProperty("lookback_days").GetInt32().Should().Be(7);
        (await Read(siteId)).Should().Be(site.GetRawText());
    }

    [Fact]
    public async Task Patches_sent_at_once_do_not_undo_one_another()
    {
        var siteId = await shared.App.CreateSite();
        for (var round = 1; round <= 5; round++)
        {
            var (name, zone) = ($"Round {round}", round % 2 == 0 ? "Europe/Berlin" : "Asia/Tokyo");
            object[] changes = [new { name }, new { lookback_days = round }, new { time_zone = zone }, new { conversion_events = new[] { name } }];

            await Task.WhenAll(changes.Select(change => Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", change)));

            var site = JsonDocument.Parse(await Read(siteId)).RootElement;
            site.GetProperty("name").GetString().Should().Be(name);
            site.GetProperty("lookback_days").GetInt32().Should().Be(round);
            site.GetProperty("time_zone").GetString().Should().Be(zone);
            Texts(site, "conversion_events").Should().Equal(name);
        }
    }

    [Fact]
    public async Task Null_takes_the_consent_default_away_and_leaves_other_settings()
    {
        var siteId = await shared.App.CreateSite(new { consent_default = "denied", lookback_days = 7 });

        using var response = await Client.Admin(HttpMethod.Patch, $"/admin/sites/{siteId}", new { consent_default = (string?)null, lookback_days = (int?)null });

        var site = await response.Json();
        site.GetProperty("consent_default").ValueKind.Should().Be(JsonValueKind.Null);
        site.GetProperty("lookback_days").GetInt32().Should().Be(7);
    }

    [Fact]
    public async Task Every_site_is_listed()
    {
        var first = await shared.App.CreateSite();
        var second = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Get, "/admin/sites");

        var ids = (await response.Json()).GetProperty("sites").EnumerateArray().Select(s => s.GetProperty("site_id").GetString());
        ids.Should().Contain([first, second]);
    }

    [Theory]
    [InlineData("GET", "/admin/sites/nowhere")]
    [InlineData("PATCH", "/admin/sites/nowhere")]
    [InlineData("POST", "/admin/sites/nowhere/keys")]
    [InlineData("GET", "/admin/sites/nowhere/keys")]
    [InlineData("DELETE", "/admin/sites/nowhere/keys/5a0e8a0e-0000-4000-8000-000000000000")]
    [InlineData("POST", "/admin/sites/nowhere/qr-codes")]
    [InlineData("GET", "/admin/sites/nowhere/qr-codes")]
    [InlineData("GET", "/admin/sites/nowhere/qr-codes/Q0123456789ABCDEF")]
    [InlineData("PATCH", "/admin/sites/nowhere/qr-codes/Q0123456789ABCDEF")]
    public async Task An_unknown_site_is_404_everywhere(string method, string path)
    {
        object? body = method is "POST" or "PATCH" ? new { name = "n", destination_url = "https://example.com" } : null;

        using var response = await Client.Admin(new HttpMethod(method), path, body);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Json()).GetProperty("detail").GetString().Should().Be("No such site");
    }

    private static IEnumerable<string?> Texts(JsonElement site, string name) => site.GetProperty(name).EnumerateArray().Select(t => t.GetString());

    private async Task<string> Read(string siteId)
    {
        using var response = await Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }
}

public sealed class SiteOnSqliteTests(SharedApp shared) : SiteTests(shared), IClassFixture<SharedApp>;

public sealed class SiteOnPostgresTests(SharedPostgresApp shared) : SiteTests(shared), IClassFixture<SharedPostgresApp>;
