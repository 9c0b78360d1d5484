using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Sites;
using Scanova.Tests.App;

namespace Scanova.Tests.Hosting;

public sealed class FirstStartTests
{
    [Fact]
    public async Task The_first_start_keeps_an_admin_key_and_a_demo_site_with_its_key_for_its_owner_only()
    {
        await using var app = await ScanovaApp.Start(("Scanova:AdminKey", ""));

        var kept = Kept(app);
        kept.GetProperty("admin_key").GetString().Should().MatchRegex("^ak_[A-Za-z0-9_-]{43}$");
        kept.GetProperty("api_key").GetString().Should().MatchRegex("^sk_[A-Za-z0-9_-]{43}$");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(PathOf(app)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/admin/sites/{kept.GetProperty("site_id").GetString()}");
        request.Headers.Add("X-Admin-Key", kept.GetProperty("admin_key").GetString());
        using var response = await app.Client.SendAsync(request);
        (await response.Json()).GetProperty("allowed_domains").GetRawText().Should().Be("""["*"]""");
        (await SiteOfKey(app, kept)).Should().Be("demo");
    }

    [Fact]
    public async Task A_later_start_changes_nothing()
    {
        await using var app = await ScanovaApp.Start(("Scanova:AdminKey", ""));
        var before = await File.ReadAllTextAsync(PathOf(app));

        await app.Restart();

        (await File.ReadAllTextAsync(PathOf(app))).Should().Be(before);
        (await SiteOfKey(app, Kept(app))).Should().Be("demo");
    }

    [Fact]
    public async Task A_start_that_broke_off_before_the_demo_site_was_made_is_healed_by_the_next()
    {
        await using var app = await ScanovaApp.Start();
        await app.Stop();
        Directory.Delete(app.DataPath, recursive: true);
        Directory.CreateDirectory(app.DataPath);
        await File.WriteAllTextAsync(PathOf(app), """{"admin_key":null,"site_id":"demo","api_key":"sk_written-before-the-crash"}""");
        await File.WriteAllTextAsync(PathOf(app) + ".new", """{"admin_key":""");

        await app.Start();

        (await SiteOfKey(app, Kept(app))).Should().Be("demo");
    }

    [Fact]
    public async Task A_demo_key_that_was_revoked_stays_revoked()
    {
        await using var app = await ScanovaApp.Start();
        using var list = await app.Client.Admin(HttpMethod.Get, "/admin/sites/demo/keys");
        var keyId = (await list.Json()).GetProperty("keys")[0].GetProperty("key_id").GetString();
        using var revoked = await app.Client.Admin(HttpMethod.Delete, $"/admin/sites/demo/keys/{keyId}");

        await app.Restart();

        (await SiteOfKey(app, Kept(app))).Should().BeNull();
    }

    [Fact]
    public async Task An_admin_key_that_is_set_is_not_kept_and_opens_at_the_next_start_too()
    {
        await using var app = await ScanovaApp.Start();

        Kept(app).GetProperty("admin_key").ValueKind.Should().Be(JsonValueKind.Null);
        (await File.ReadAllTextAsync(PathOf(app))).Should().NotContain(ScanovaApp.AdminKey);
        await app.Restart();
        await app.CreateSite();
    }

    private static string PathOf(ScanovaApp app) => Path.Combine(app.DataPath, "credentials.json");

    private static JsonElement Kept(ScanovaApp app) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(PathOf(app)));

    private static async Task<string?> SiteOfKey(ScanovaApp app, JsonElement kept)
    {
        var directory = app.Services.GetRequiredService<ISiteDirectory>();
        return (await directory.FindKey(kept.GetProperty("api_key").GetString()!, default))?.SiteId;
    }
}
