namespace Scanova.Server.Hosting;

/// <summary>Where HTTP listens (contract section 12).</summary>
internal static class Urls
{
    private const string Default = "http://localhost:5080";

    public static void ListenByDefault(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var isSet = settings["urls"] ?? settings["http_ports"] ?? settings["https_ports"];
        if (string.IsNullOrWhiteSpace(isSet) && !settings.GetSection("Kestrel:Endpoints").Exists()) builder.WebHost.UseUrls(Default);
    }
}
