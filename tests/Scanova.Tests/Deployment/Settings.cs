namespace Scanova.Tests.Deployment;

/// <summary>What deployment files may rely on (contract section 12).</summary>
internal static class Settings
{
    public static readonly string[] Names =
    [
        "ASPNETCORE_URLS",
        "ConnectionStrings__Scanova",
        "Scanova__AdminKey",
        "Scanova__Cluster__AdvertisedIP",
        "Scanova__Cluster__GatewayPort",
        "Scanova__Cluster__SiloPort",
        "Scanova__DataPath",
        "Scanova__GeoDatabase",
        "Scanova__PublicUrl",
        "Scanova__RateLimits__BrowserPerMinute",
        "Scanova__RateLimits__ServerPerMinute",
        "Scanova__TrustedProxies",
    ];

    public static readonly string[] HealthRoutes = ["/health/live", "/health/ready"];
}
