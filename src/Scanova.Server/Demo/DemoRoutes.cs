using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.FileProviders;
using Scanova.Server.Hosting;

namespace Scanova.Server.Demo;

/// <summary>The demo shop under <c>/demo</c>: static pages that use the SDK as a customer would, and one backend route.</summary>
internal static class DemoRoutes
{
    private const int MostFormBytes = 64 * 1024;

    public static void AddDemo(this IServiceCollection services, ScanovaOptions options)
    {
        if (!options.Demo) return;

        services.AddSingleton<DemoSite>();
        services.AddSingleton<DemoShop>();
        services.AddHostedService<DemoCode>();
    }

    public static void MapDemo(this WebApplication app, ScanovaOptions options)
    {
        if (!options.Demo) return;

        app.UseFileServer(new FileServerOptions
        {
            RequestPath = "/demo",
            FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot", "demo")),
        });
        app.MapPost("/demo/orders", app.Services.GetRequiredService<DemoShop>().Order).WithMetadata(new RequestSizeLimitAttribute(MostFormBytes));
    }
}
