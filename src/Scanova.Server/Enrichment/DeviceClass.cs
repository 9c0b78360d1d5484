namespace Scanova.Server.Enrichment;

/// <summary>What a user agent and its client hints come down to: a few short, stable names.</summary>
/// <param name="Type">One of <see cref="DeviceType"/>.</param>
/// <param name="Browser">A bot's own name for a bot; null when it is not known.</param>
/// <param name="Os">Null when it is not known, and for bots: what they say of it is made up.</param>
internal readonly record struct DeviceClass(string Type, string? Browser, string? Os)
{
    public bool IsBot => Type == DeviceType.Bot;
}
