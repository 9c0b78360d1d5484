using Scanova.Server.Enrichment;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary><c>device</c> (contract section 2).</summary>
internal static class DeviceFields
{
    private const int UserAgentCharacters = 1_024;
    private const int LanguageCharacters = 35;
    private const int MostPixels = 100_000;
    private static readonly Flaw NoScreen = new($"ensure this value is between 0 and {MostPixels}", "value_error.number.not_in_range");

    public static StatedDevice Device(this FieldCheck check, Field<WireDevice> field)
    {
        if (!check.Has(field, "device")) return default;

        var device = field.Value!;
        return new StatedDevice(
            check.Has(device.UserAgent, "device", "user_agent") ? Cut(device.UserAgent.Value!) : null,
            check.Text(device.Language, LanguageCharacters, "device", "language"),
            check.Pixels(device.ScreenWidth, "screen_width"),
            check.Pixels(device.ScreenHeight, "screen_height"));
    }

    private static int? Pixels(this FieldCheck check, Field<int> field, string name)
    {
        if (!check.Has(field, "device", name)) return null;
        if (field.Value is >= 0 and <= MostPixels) return field.Value;
        check.Refuse(NoScreen, "device", name);
        return null;
    }

    private static string Cut(string userAgent)
    {
        if (userAgent.Length <= UserAgentCharacters) return userAgent;
        var end = char.IsHighSurrogate(userAgent[UserAgentCharacters - 1]) ? UserAgentCharacters - 1 : UserAgentCharacters;
        return userAgent[..end];
    }
}
