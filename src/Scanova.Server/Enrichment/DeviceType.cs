namespace Scanova.Server.Enrichment;

/// <summary>The values of <c>device_type</c> (contract section 8).</summary>
internal static class DeviceType
{
    public const string Mobile = "mobile";
    public const string Tablet = "tablet";
    public const string Desktop = "desktop";
    public const string Tv = "tv";
    public const string Bot = "bot";
    public const string Other = "other";
}
