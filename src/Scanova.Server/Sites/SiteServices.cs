using Scanova.Sites;

namespace Scanova.Server.Sites;

internal static class SiteServices
{
    public static void AddSites(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SiteDirectory>();
        builder.Services.AddSingleton<ISiteDirectory>(services => services.GetRequiredService<SiteDirectory>());
        builder.Services.AddHostedService<SiteDirectoryRefresh>();
    }
}
