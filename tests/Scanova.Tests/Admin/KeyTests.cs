using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scanova.Sites;
using Scanova.Tests.App;

namespace Scanova.Tests.Admin;

public abstract class KeyTests(SharedApp shared)
{
    private HttpClient Client => shared.App.Client;

    private ISiteDirectory Directory => shared.App.Services.GetRequiredService<ISiteDirectory>();

    [Fact]
    public async Task A_new_key_has_256_random_bits_and_is_shown_this_once()
    {
        var siteId = await shared.App.CreateSite();

        using var made = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/keys", new { name = "Backend" });

        made.StatusCode.Should().Be(HttpStatusCode.Created);
        var key = await made.Json();
        key.EnumerateObject().Select(p => p.Name).Should().Equal("key_id", "name", "api_key", "created_at");
        key.GetProperty("api_key").GetString().Should().MatchRegex("^sk_[A-Za-z0-9_-]{43}$");

        var listed = (await List(siteId)).Should().ContainSingle().Which;
        listed.EnumerateObject().Select(p => p.Name).Should().Equal("key_id", "name", "created_at", "last_used_at", "revoked_at");
        listed.GetProperty("key_id").GetString().Should().Be(key.GetProperty("key_id").GetString());
        listed.GetProperty("name").GetString().Should().Be("Backend");
        listed.GetProperty("last_used_at").ValueKind.Should().Be(JsonValueKind.Null);
        listed.GetProperty("revoked_at").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_new_key_opens_its_site_at_once_and_a_revoked_one_no_longer()
    {
        var siteId = await shared.App.CreateSite();
        using var made = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/keys", new { name = "Backend" });
        var key = await made.Json();
        var secret = key.GetProperty("api_key").GetString()!;
        (await Directory.FindKey(secret, default))!.SiteId.Should().Be(siteId);

        var path = $"/admin/sites/{siteId}/keys/{key.GetProperty("key_id").GetString()}";
        using var revoked = await Client.Admin(HttpMethod.Delete, path);
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await Directory.FindKey(secret, default)).Should().BeNull();
        var revokedAt = (await List(siteId))[0].GetProperty("revoked_at").GetString();
        revokedAt.Should().NotBeNull();

        using var again = await Client.Admin(HttpMethod.Delete, path);
        again.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await List(siteId))[0].GetProperty("revoked_at").GetString().Should().Be(revokedAt);
    }

    [Fact]
    public async Task An_existing_key_can_move_here_once()
    {
        var (first, second) = (await shared.App.CreateSite(), await shared.App.CreateSite());
        var secret = "moved-" + Guid.NewGuid().ToString("N");

        using var moved = await Client.Admin(HttpMethod.Post, $"/admin/sites/{first}/keys", new { name = "Moved", api_key = secret });
        using var elsewhere = await Client.Admin(HttpMethod.Post, $"/admin/sites/{second}/keys", new { name = "Moved", api_key = secret });

        moved.StatusCode.Should().Be(HttpStatusCode.Created);
        (await moved.Json()).GetProperty("api_key").GetString().Should().Be(secret);
        (await Directory.FindKey(secret, default))!.SiteId.Should().Be(first);
        elsewhere.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await elsewhere.Json()).GetProperty("detail").GetString().Should().Be("api_key exists already");
    }

    [Theory]
    [InlineData("\"nineteen-characters\"")]
    [InlineData("\"twenty characters or more\"")]
    [InlineData("\"äöüäöüäöüäöüäöüäöüäöü\"")]
    [InlineData("5")]
    public async Task A_key_that_could_not_be_presented_is_refused_with_422(string value)
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/keys", $$"""{"name":"Moved","api_key":{{value}}}""");

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Json()).GetProperty("detail")[0].GetProperty("loc").GetRawText().Should().Be("""["body","api_key"]""");
    }

    [Fact]
    public async Task Keys_of_20_and_of_256_characters_are_taken_and_one_of_257_is_not()
    {
        var siteId = await shared.App.CreateSite();
        var unique = Guid.NewGuid().ToString("N")[..12];

        foreach (var (length, status) in new[] { (20, HttpStatusCode.Created), (256, HttpStatusCode.Created), (257, HttpStatusCode.UnprocessableEntity) })
        {
            var secret = unique + new string('k', length - unique.Length);
            using var response = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/keys", new { name = "Moved", api_key = secret });
            response.StatusCode.Should().Be(status);
            (await Directory.FindKey(secret, default) is not null).Should().Be(status == HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task A_key_needs_a_name()
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Post, $"/admin/sites/{siteId}/keys", new { });

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"detail":[{"loc":["body","name"],"msg":"field required","type":"value_error.missing"}]}""");
    }

    [Theory]
    [InlineData("5a0e8a0e-0000-4000-8000-000000000000")]
    [InlineData("not-a-uuid")]
    public async Task Revoking_an_unknown_or_malformed_key_id_is_404(string keyId)
    {
        var siteId = await shared.App.CreateSite();

        using var response = await Client.Admin(HttpMethod.Delete, $"/admin/sites/{siteId}/keys/{keyId}");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_is_revoked_through_its_own_site_only()
    {
        var (own, other) = (await shared.App.CreateSite(), await shared.App.CreateSite());
        var secret = await shared.App.CreateKey(own);
        var keyId = (await List(own))[0].GetProperty("key_id").GetString();

        using var response = await Client.Admin(HttpMethod.Delete, $"/admin/sites/{other}/keys/{keyId}");

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Directory.FindKey(secret, default)).Should().NotBeNull();
    }

    private async Task<JsonElement[]> List(string siteId)
    {
        using var response = await Client.Admin(HttpMethod.Get, $"/admin/sites/{siteId}/keys");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return [.. (await response.Json()).GetProperty("keys").EnumerateArray()];
    }
}

public sealed class KeyOnSqliteTests(SharedApp shared) : KeyTests(shared), IClassFixture<SharedApp>;

public sealed class KeyOnPostgresTests(SharedPostgresApp shared) : KeyTests(shared), IClassFixture<SharedPostgresApp>;
