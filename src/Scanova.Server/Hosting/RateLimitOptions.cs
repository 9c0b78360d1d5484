namespace Scanova.Server.Hosting;

/// <summary>Requests a minute that this silo lets through (contract section 5); 0 switches a limit off.</summary>
public sealed record RateLimitOptions
{
    private const int Most = 1_000_000_000;

    /// <summary>Browser events and their batches, per IP address.</summary>
    public int BrowserPerMinute { get; init; } = 100;

    /// <summary>Server events and their batches, per API key.</summary>
    public int ServerPerMinute { get; init; } = 1_000;

    internal static RateLimitOptions Read(SettingsReader settings) => new()
    {
        BrowserPerMinute = settings.Whole("Scanova:RateLimits:BrowserPerMinute", 100, 0, Most),
        ServerPerMinute = settings.Whole("Scanova:RateLimits:ServerPerMinute", 1_000, 0, Most),
    };
}
