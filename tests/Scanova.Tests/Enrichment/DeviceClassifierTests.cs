using CsCheck;
using Scanova.Server.Enrichment;

namespace Scanova.Tests.Enrichment;

public class DeviceClassifierTests
{
    private const string Grease = "\"Not;A=Brand\";v=\"99\", \"Chromium\";v=\"143\"";

    public static TheoryData<string, string, string?, string?> People => UserAgents.People;

    public static TheoryData<string, string?> Programs => UserAgents.Programs;

    [Theory]
    [MemberData(nameof(People))]
    public void A_persons_browser_is_told_by_type_name_and_system(string userAgent, string type, string? browser, string? os)
    {
        var told = DeviceClassifier.Classify(userAgent, default);

        told.Should().Be(new DeviceClass(type, browser, os));
        told.IsBot.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_is_a_bot_whatever_browser_it_claims(string userAgent, string? name)
    {
        var told = DeviceClassifier.Classify(userAgent, default);

        told.Should().Be(new DeviceClass("bot", name, null));
        told.IsBot.Should().BeTrue();
    }

    [Fact]
    public void No_user_agent_makes_no_bot() =>
        DeviceClassifier.Classify(null, default).Should().Be(new DeviceClass("other", null, null));

    [Theory]
    [InlineData("\"Google Chrome\";v=\"143\"", "?1", "\"Android\"", "mobile", "Chrome", "Android")]
    [InlineData("\"Google Chrome\";v=\"143\"", "?0", "\"Android\"", "tablet", "Chrome", "Android")]
    [InlineData("\"Microsoft Edge\";v=\"143\"", "?0", "\"Windows\"", "desktop", "Edge", "Windows")]
    [InlineData("\"Brave\";v=\"143\"", "?0", "\"macOS\"", "desktop", "Brave", "macOS")]
    [InlineData("\"Opera\";v=\"124\"", "?0", "\"Chrome OS\"", "desktop", "Opera", "ChromeOS")]
    [InlineData("\"Samsung Internet\";v=\"29.0\"", "?1", "\"Android\"", "mobile", "Samsung Internet", "Android")]
    public void Hints_are_preferred_to_the_user_agent(
        string brand, string mobile, string platform, string type, string browser, string os)
    {
        var hints = new ClientHints($"{Grease}, {brand}", mobile, platform);

        DeviceClassifier.Classify(UserAgents.ChromeOnLinux, hints).Should().Be(new DeviceClass(type, browser, os));
        DeviceClassifier.Classify(null, hints).Should().Be(new DeviceClass(type, browser, os));
    }

    [Theory]
    [InlineData(Grease, null, null)]
    [InlineData("\"(Not(A:Brand\";v=\"8\"", "?2", "\"Not A Platform\"")]
    [InlineData("Google Chrome, Opera", "", "")]
    [InlineData("\"Not Google Chrome\"", "true", "\"")]
    public void Made_up_hints_tell_nothing(string? brands, string? mobile, string? platform) =>
        DeviceClassifier.Classify(UserAgents.SafariOnPhone, new ClientHints(brands, mobile, platform))
            .Should().Be(new DeviceClass("mobile", "Safari", "iOS"));

    [Fact]
    public void A_headless_browser_is_a_bot_by_its_brand_alone() =>
        DeviceClassifier.Classify(UserAgents.ChromeOnLinux, new ClientHints("\"HeadlessChrome\";v=\"143\"", "?0", "\"Linux\""))
            .IsBot.Should().BeTrue();

    [Fact]
    public void A_television_stays_one_whatever_its_hints_say() =>
        DeviceClassifier.Classify(UserAgents.Television, new ClientHints(Grease, "?0", "\"Linux\""))
            .Should().Be(new DeviceClass("tv", "Samsung Internet", "Tizen"));

    [Fact]
    public void What_stands_behind_1024_characters_does_not_count()
    {
        var filled = UserAgents.ChromeOnWindows.PadRight(DeviceClassifier.MaxLength);

        DeviceClassifier.Classify(filled + "Googlebot", default).IsBot.Should().BeFalse();
        DeviceClassifier.Classify(filled[..^9] + "Googlebot", default).IsBot.Should().BeTrue();
    }

    [Fact]
    public void Any_text_gets_a_type_and_no_exception()
    {
        var tokens = Gen.OneOfConst("bot", "cubot", "+htt", "Mozilla/5.0 (", "Android", "; wv)", "\"", "Opera", "Mobile", "\ud800", "\0", "ß");
        var text = Gen.OneOf(tokens, Gen.String).Array[0, 40].Select(string.Concat);
        Gen.Select(text, text, text, text).Sample(
            (ua, brands, mobile, platform) => DeviceClassifier.Classify(ua, new ClientHints(brands, mobile, platform)).Type
                .Should().BeOneOf("mobile", "tablet", "desktop", "tv", "bot", "other"));
    }
}
