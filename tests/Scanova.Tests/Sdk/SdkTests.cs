using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scanova.Tests.App;

namespace Scanova.Tests.Sdk;

public sealed class SdkTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Origin = "https://shop.example";
    private HttpClient Client => shared.App.Client;

    [Fact]
    public async Task The_script_is_revalidated_by_its_ETag()
    {
        using var first = await Client.GetAsync("/sdk/scanova.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/sdk/scanova.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Client.SendAsync(again);

        first.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
        first.Headers.CacheControl!.MaxAge.Should().Be(TimeSpan.FromMinutes(5));
        first.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        (await first.Content.ReadAsStringAsync()).Should().Contain("Scanova SDK");
        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_versioned_script_is_named_and_may_be_kept_for_good()
    {
        var latest = await Client.GetByteArrayAsync("/sdk/scanova.js");
        using var told = await Client.GetAsync("/sdk/scanova.json");
        var manifest = await told.Json();

        using var versioned = await Client.GetAsync(manifest.GetProperty("url").GetString());
        using var nonsense = await Client.GetAsync("/sdk/scanova-nonsense.js");

        versioned.Headers.CacheControl!.ToString().Should().Contain("max-age=31536000").And.Contain("immutable");
        (await versioned.Content.ReadAsByteArrayAsync()).Should().Equal(latest);
        manifest.GetProperty("integrity").GetString().Should().Be("sha384-" + Convert.ToBase64String(SHA384.HashData(latest)));
        nonsense.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_that_names_another_version_gets_this_one_and_soon_asks_again()
    {
        using var other = await Client.GetAsync("/sdk/scanova-00000000.js");

        (await other.Content.ReadAsByteArrayAsync()).Should().Equal(await Client.GetByteArrayAsync("/sdk/scanova.js"));
        other.Headers.CacheControl!.MaxAge.Should().Be(TimeSpan.FromMinutes(5));
        other.Headers.CacheControl.ToString().Should().NotContain("immutable");
    }

    [Theory]
    [InlineData("gzip, deflate, br", true)]
    [InlineData("*", true)]
    [InlineData("br", false)]
    [InlineData("*, gzip;q=0", false)]
    [InlineData(null, false)]
    public async Task The_script_is_compressed_for_whoever_takes_it_so(string? acceptEncoding, bool isCompressed)
    {
        var plain = await Client.GetByteArrayAsync("/sdk/scanova.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sdk/scanova.js");
        if (acceptEncoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);

        using var answer = await Client.SendAsync(request);

        answer.Headers.Vary.Should().Equal("Accept-Encoding");
        answer.Headers.ETag!.Tag.EndsWith("-gzip\"", StringComparison.Ordinal).Should().Be(isCompressed);
        answer.Content.Headers.ContentEncoding.Should().Equal(isCompressed ? ["gzip"] : []);
        var sent = await answer.Content.ReadAsByteArrayAsync();
        if (!isCompressed) sent.Should().Equal(plain);
        else (await Unzipped(sent)).Should().Equal(plain);
    }

    [Fact]
    public async Task Identity_is_kept_in_a_cookie_that_scripts_cannot_read_and_given_back()
    {
        var siteId = await NamedSite();
        var (visitor, session, exp) = (Guid.NewGuid(), Guid.NewGuid(), TimeProvider.System.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds());

        using var kept = await Ask(new { site_id = siteId, visitor_id = visitor, scan_session_id = session, exp });
        var cookie = kept.Headers.GetValues("Set-Cookie").Single();
        using var restored = await Ask(new { site_id = siteId }, cookie: cookie.Split(';')[0]);

        cookie.Should().Contain("httponly").And.Contain("samesite=lax").And.Contain("path=/sdk/id");
        kept.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal(Origin);
        kept.Headers.GetValues("Access-Control-Allow-Credentials").Should().Equal("true");
        (await restored.Content.ReadAsStringAsync()).Should().Be(
            string.Create(CultureInfo.InvariantCulture, $$"""{"visitor_id":"{{visitor}}","scan_session_id":"{{session}}","exp":{{exp}}}"""));
    }

    [Fact]
    public async Task The_cookies_visitor_outweighs_the_browsers_and_the_later_scan_counts()
    {
        var siteId = await NamedSite();
        var now = TimeProvider.System.GetUtcNow();
        var (visitor, later) = (Guid.NewGuid(), Guid.NewGuid());
        using var first = await Ask(new { site_id = siteId, visitor_id = visitor, scan_session_id = Guid.NewGuid(), exp = now.AddDays(1).ToUnixTimeMilliseconds() });

        using var second = await Ask(
            new { site_id = siteId, visitor_id = Guid.NewGuid(), scan_session_id = later, exp = now.AddDays(900).ToUnixTimeMilliseconds() },
            cookie: first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        var known = await second.Json();
        known.GetProperty("visitor_id").GetGuid().Should().Be(visitor);
        known.GetProperty("scan_session_id").GetGuid().Should().Be(later);
        known.GetProperty("exp").GetInt64().Should().BeLessThan(now.AddDays(61).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Forgetting_deletes_the_cookie()
    {
        using var response = await Ask(new { site_id = await NamedSite(), forget = true }, cookie: "_scnv_id_x=y");

        response.Headers.GetValues("Set-Cookie").Single().Should().Contain("expires=Thu, 01 Jan 1970");
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"visitor_id":null,"scan_session_id":null,"exp":null}""");
    }

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_page_whose_host_the_site_does_not_name_is_refused(string? origin)
    {
        using var response = await Ask(new { site_id = await NamedSite() }, origin);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task An_origin_that_no_header_may_hold_is_not_reflected()
    {
        using var response = await Ask(new { site_id = await NamedSite() }, Origin + "/\u0001");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
        response.Headers.Contains("Access-Control-Allow-Credentials").Should().BeFalse();
    }

    [Fact]
    public async Task A_site_that_allows_any_domain_names_none()
    {
        using var response = await Ask(new { site_id = await shared.App.CreateSite() });

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"site_id":"nowhere"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task An_unknown_site_or_a_body_of_another_kind_is_400(string body)
    {
        using var response = await Ask(body, Origin);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Json()).GetProperty("detail").GetString().Should().NotBeEmpty();
    }

    private static async Task<byte[]> Unzipped(byte[] gzipped)
    {
        using var script = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        await gzip.CopyToAsync(script);
        return script.ToArray();
    }

    private Task<string> NamedSite() => shared.App.CreateSite(new { allowed_domains = new[] { "shop.example" } });

    private Task<HttpResponseMessage> Ask(object body, string? origin = Origin, string? cookie = null) =>
        Ask(JsonSerializer.Serialize(body), origin, cookie);

    private async Task<HttpResponseMessage> Ask(string body, string? origin, string? cookie = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sdk/id") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/plain")) };
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await client.SendAsync(request);
    }
}
