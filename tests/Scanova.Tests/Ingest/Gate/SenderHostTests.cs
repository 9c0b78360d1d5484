using Microsoft.AspNetCore.Http;
using Scanova.Server.Ingest.Gate;

namespace Scanova.Tests.Ingest.Gate;

public sealed class SenderHostTests
{
    [Theory]
    [InlineData("https://shop.example", "shop.example")]
    [InlineData("http://Shop.Example:8080", "shop.example")]
    [InlineData("https://shop.example.", "shop.example")]
    [InlineData("https://shop.example.:443", "shop.example")]
    [InlineData("https://bücher.example", "xn--bcher-kva.example")]
    [InlineData("http://[::1]:3000", "[::1]")]
    [InlineData("http://127.0.0.1:3000", "127.0.0.1")]
    [InlineData("capacitor://localhost", "localhost")]
    [InlineData("https://user:pass@shop.example", "shop.example")]
    [InlineData("null", null)]
    [InlineData("https://", null)]
    [InlineData("shop.example", null)]
    [InlineData("https://a b", null)]
    [InlineData("https://a, https://b", null)]
    public void The_host_of_an_origin_is_compared_without_port_case_and_dot(string origin, string? host) =>
        Of(origin).Name.Should().Be(host);

    [Fact]
    public void The_referer_counts_only_without_an_origin()
    {
        Of(null, "https://shop.example/path?q=1#x").Name.Should().Be("shop.example");
        Of("", "https://shop.example?x").Name.Should().Be("shop.example");
        Of("null", "https://shop.example/").Name.Should().BeNull();
        Of("https://other.example", "https://shop.example/").Name.Should().Be("other.example");
        Of(null).Name.Should().BeNull();
    }

    [Theory]
    [InlineData("https://shop.example", true, "shop.example")]
    [InlineData("https://shop.example", true, "other.example", "shop.example")]
    [InlineData("https://www.shop.example", false, "shop.example")]
    [InlineData("https://www.shop.example", true, "*.shop.example")]
    [InlineData("https://a.b.shop.example", true, "*.shop.example")]
    [InlineData("https://shop.example", false, "*.shop.example")]
    [InlineData("https://notshop.example", false, "*.shop.example", "shop.example")]
    [InlineData("https://shop.example.evil.example", false, "*.shop.example", "shop.example")]
    [InlineData("https://evil.example/shop.example", false, "shop.example")]
    [InlineData("https://evil.example#.shop.example", false, "*.shop.example")]
    [InlineData("https://shop.example@evil.example", false, "shop.example")]
    [InlineData("null", false, "shop.example")]
    [InlineData(null, false, "shop.example")]
    [InlineData("null", true, "*")]
    [InlineData(null, true, "*")]
    [InlineData("https://any.example", true, "*")]
    [InlineData("https://any.example", false)]
    public void A_domain_is_exact_a_star_covers_subdomains_and_a_star_alone_all(string? origin, bool isAllowed, params string[] domains) =>
        Of(origin).IsIn(domains).Should().Be(isAllowed);

    private static SenderHost Of(string? origin, string? referer = null)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (origin is not null) headers.Origin = origin;
        if (referer is not null) headers.Referer = referer;
        return SenderHost.Of(headers);
    }
}
