using System.Text.RegularExpressions;
using CsCheck;
using Scanova.Privacy;

namespace Scanova.Tests.Privacy;

public sealed partial class EmailAddressTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("JANE.DOE+news@Mail.Example.CO.UK")]
    [InlineData("write to jane@example.com, please")]
    [InlineData("https://shop.example/?mail=jane%40example.com&x=1")]
    [InlineData("a@b.co")]
    [InlineData("logo@2x.png and jane@example.com")]
    [InlineData("logo@2x.png@example.com")]
    [InlineData("jane@example.pngs")]
    [InlineData("jane@example.com.")]
    public void An_address_is_found_wherever_it_stands(string text) => EmailAddress.IsIn(text).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("%40")]
    [InlineData("@example.com")]
    [InlineData("jane@example")]
    [InlineData("jane@example.c")]
    [InlineData("jane@.com")]
    [InlineData("jane @example.com")]
    [InlineData("/img/logo@2x.png")]
    [InlineData("/img/logo@2x.JPEG?v=1")]
    [InlineData("lib@1.2.3.js")]
    [InlineData("50%4050")]
    public void Other_uses_of_the_sign_are_no_address(string text) => EmailAddress.IsIn(text).Should().BeFalse();

    [Theory]
    [InlineData("https://shop.example/?mail=jane@example.com", "https://shop.example/?mail=[redacted]")]
    [InlineData("https://shop.example/?mail=jane%40example.com&x=1", "https://shop.example/?mail=[redacted]&x=1")]
    [InlineData("/a@b.co/c@d.eu/", "/[redacted]/[redacted]/")]
    [InlineData("a@b.co@c.de", "[redacted]")]
    [InlineData("/logo@2x.png?by=a@b.co", "/logo@2x.png?by=[redacted]")]
    [InlineData("foo%40bar%40example.com", "[redacted]")]
    public void Redaction_takes_out_the_whole_address_and_nothing_else(string url, string redacted) =>
        EmailAddress.Redact(url).Should().Be(redacted);

    [Fact]
    public void A_text_without_addresses_is_not_copied()
    {
        const string url = "https://shop.example/logo@2x.png";
        EmailAddress.Redact(url).Should().BeSameAs(url);
    }

    [Fact]
    public void It_finds_exactly_what_the_contract_s_pattern_matches() =>
        Texts.Sample(text => EmailAddress.IsIn(text) == MatchesContract(text), iter: 20_000);

    [Fact]
    public void Nothing_is_found_in_a_redacted_text() =>
        Texts.Sample(text => !EmailAddress.IsIn(EmailAddress.Redact(text)), iter: 20_000);

    [Theory]
    [InlineData("%40")]
    [InlineData("@")]
    [InlineData("a%40")]
    [InlineData("a@b.")]
    [InlineData("a@b.js%40")]
    [InlineData("%4")]
    public async Task A_text_costs_its_length_whatever_it_repeats(string repeated)
    {
        // By the square of the length it would be minutes; by the length it is some hundredths of a second.
        var text = string.Concat(Enumerable.Repeat(repeated, 1_700_000));

        var search = Task.Run(() => EmailAddress.Redact(text));

        (await search.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeSameAs(text);
    }

    private static Gen<string> Texts => Gen.OneOfConst("@", "%40", ".", "a", "bc", "png", "js", "2x", "-", "%", " ", "/", "é", "com")
        .Array[0, 12].Select(string.Concat);

    private static bool MatchesContract(string text) => Enumerable.Range(0, text.Length)
        .Select(i => Pattern().Match(text, i))
        .Any(match => match.Success && !FileType().IsMatch(match.Value));

    [GeneratedRegex(@"\G[A-Za-z0-9._%+-]+(@|%40)([A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\.(png|jpg|jpeg|gif|svg|webp|css|js)\z", RegexOptions.IgnoreCase)]
    private static partial Regex FileType();
}
