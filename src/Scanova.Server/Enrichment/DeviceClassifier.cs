namespace Scanova.Server.Enrichment;

/// <summary>
/// Tells device, browser and system from a user agent and client hints (contract section 8). Tables of tokens, no regular
/// expressions: the time is linear in the length, whatever is sent.
/// </summary>
internal static class DeviceClassifier
{
    /// <summary>Characters of a user agent or hint that count.</summary>
    public const int MaxLength = 1024;

    public static ReadOnlySpan<char> Cut(string? text) => text.AsSpan(0, Math.Min(text?.Length ?? 0, MaxLength));

    /// <param name="userAgent">Null or empty tells nothing; it makes no bot.</param>
    public static DeviceClass Classify(string? userAgent, in ClientHints hints)
    {
        var ua = Cut(userAgent);
        var brands = Cut(hints.Brands);
        if (Bots.Recognise(ua, brands, out var bot)) return new DeviceClass(DeviceType.Bot, bot, null);

        var platform = Platform(hints);
        var system = Systems.Table.Find(ua);
        var type = DeviceTypes.Table.Find(ua);
        var browser = Browsers.Brands.Find(brands) ?? Browsers.Special.Find(ua) ?? Browsers.Engines.Find(ua);

        // The hints of a television, a console or a headset name the Linux or Android beneath it.
        return type is DeviceType.Tv or DeviceType.Other
            ? new DeviceClass(type, browser, system ?? platform)
            : new DeviceClass(Hinted(hints.Mobile, platform) ?? type ?? DeviceType.Other, browser, platform ?? system);
    }

    private static string? Hinted(string? mobile, string? platform) => (mobile, platform) switch
    {
        ("?1", _) => DeviceType.Mobile,
        ("?0", Systems.Android) => DeviceType.Tablet,
        ("?0", not null) => DeviceType.Desktop,
        _ => null,
    };

    private static string? Platform(in ClientHints hints) =>
        Systems.Platforms.TryGetValue(hints.Platform.AsSpan().Trim('"'), out var name) ? name : null;

}
