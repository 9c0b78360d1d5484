using System.Collections.Frozen;

namespace Scanova.Server.Enrichment;

/// <summary>Operating systems by the tokens of user agents and by the platform hint.</summary>
internal static class Systems
{
    public const string Android = "Android";

    /// <summary>
    /// In this order because a system also names those it wants to be taken for. iPad and iPhone are both iOS: the device
    /// type tells them apart, and an iPad that asks for desktop pages calls itself a Mac.
    /// </summary>
    public static readonly TokenTable Table = new(
        ("Windows Phone", "Windows Phone"),
        ("IEMobile", "Windows Phone"),
        ("Xbox", "Xbox"),
        ("PlayStation", "PlayStation"),
        ("Nintendo", "Nintendo"),
        ("KAIOS/", "KaiOS"),
        ("Tizen", "Tizen"),
        ("Web0S", "webOS"),
        ("webOS", "webOS"),
        ("hpwOS", "webOS"),
        ("HarmonyOS", "HarmonyOS"),
        ("OpenHarmony", "HarmonyOS"),
        ("Roku", "Roku"),
        ("AppleTV", "tvOS"),
        ("Apple TV", "tvOS"),
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("iPod", "iOS"),
        ("Android", Android),
        ("; Adr ", Android),
        ("CrOS", "ChromeOS"),
        ("BlackBerry", "BlackBerry"),
        ("BB10", "BlackBerry"),
        ("Windows", "Windows"),
        ("Macintosh", "macOS"),
        ("Mac OS X", "macOS"),
        ("FreeBSD", "BSD"),
        ("OpenBSD", "BSD"),
        ("NetBSD", "BSD"),
        ("Linux", "Linux"),
        ("LINUX", "Linux"),
        ("X11", "Linux"));

    /// <summary>The values of <c>Sec-CH-UA-Platform</c>; others, made-up ones among them, tell nothing.</summary>
    public static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Platforms = new Dictionary<string, string>
    {
        ["Windows"] = "Windows",
        ["macOS"] = "macOS",
        ["Android"] = Android,
        ["Chrome OS"] = "ChromeOS",
        ["Chromium OS"] = "ChromeOS",
        ["Linux"] = "Linux",
        ["iOS"] = "iOS",
    }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
