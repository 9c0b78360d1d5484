using Scanova.Server.Scans;

namespace Scanova.Tests.Scans;

public class DestinationTests
{
    private static readonly Guid Session = Guid.Parse("5f0c1b1e-2a3b-4c5d-8e9f-001122334455");

    [Theory]
    [InlineData("https://shop.example", "https://shop.example?scnv={id}")]
    [InlineData("https://shop.example/", "https://shop.example/?scnv={id}")]
    [InlineData("https://shop.example/?", "https://shop.example/?scnv={id}")]
    [InlineData("https://shop.example/a?x=1&y=%2F", "https://shop.example/a?x=1&y=%2F&scnv={id}")]
    [InlineData("https://shop.example/a?scnv=old&x=1", "https://shop.example/a?x=1&scnv={id}")]
    [InlineData("https://shop.example/a?scn%76=old", "https://shop.example/a?scnv={id}")]
    [InlineData("https://shop.example/a?xscnv=1&scnvx", "https://shop.example/a?xscnv=1&scnvx&scnv={id}")]
    [InlineData("https://shop.example/a#/route?x=1", "https://shop.example/a?scnv={id}#/route?x=1")]
    [InlineData("https://shop.example/a?x=1#top", "https://shop.example/a?x=1&scnv={id}#top")]
    [InlineData("https://müller.example:8443/straße?ö=ü#ä", "https://xn--mller-kva.example:8443/stra%C3%9Fe?%C3%B6=%C3%BC&scnv={id}#%C3%A4")]
    [InlineData("https://shop.example/a?a=1&&sig=z", "https://shop.example/a?a=1&&sig=z&scnv={id}")]
    [InlineData("https://shop.example/a?&a=1&", "https://shop.example/a?&a=1&&scnv={id}")]
    [InlineData("https://shop.example/a?a=1&&scnv=old&&sig=z", "https://shop.example/a?a=1&&&sig=z&scnv={id}")]
    [InlineData("https://üser:pä@shop.example/", "https://%C3%BCser:p%C3%A4@shop.example/?scnv={id}")]
    [InlineData("https://ü:ä@ü:8443", "https://%C3%BC:%C3%A4@xn--tda:8443?scnv={id}")]
    [InlineData("https://ü@[::1]:8443/ü", "https://%C3%BC@[::1]:8443/%C3%BC?scnv={id}")]
    [InlineData("https://ÜBER.example/", "https://xn--ber-goa.example/?scnv={id}")]
    [InlineData("https://shop.example/a b", "https://shop.example/a%20b?scnv={id}")]
    [InlineData("https://shop.example/emoji/😀", "https://shop.example/emoji/%F0%9F%98%80?scnv={id}")]
    public void The_scan_session_is_set_and_everything_else_kept(string destination, string expected) =>
        Destination.With(destination, Session).Should().Be(expected.Replace("{id}", Session.ToString(), StringComparison.Ordinal));

    [Theory]
    [InlineData("https://-ü-.example/")]
    [InlineData("https://üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.example/")]
    public void A_host_that_no_header_can_carry_is_no_destination(string url) => Destination.CanBe(url).Should().BeFalse();
}
