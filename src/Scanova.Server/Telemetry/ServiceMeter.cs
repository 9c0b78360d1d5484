namespace Scanova.Server.Telemetry;

/// <summary>What the service counts about itself stands under one name; its tags hold a few fixed words and nothing of a request.</summary>
internal static class ServiceMeter
{
    public const string Name = "Scanova";
}
