namespace Scanova.Server.Sdk;

/// <summary>What browsers load and ask for the SDK.</summary>
internal static class SdkRoutes
{
    public static IServiceCollection AddSdk(this IServiceCollection services) => services
        .AddSingleton<SdkScript>()
        .AddSingleton<SdkIdentity>();

    public static void MapSdk(this IEndpointRouteBuilder routes)
    {
        var script = routes.ServiceProvider.GetRequiredService<SdkScript>();
        var identity = routes.ServiceProvider.GetRequiredService<SdkIdentity>();
        string[] reads = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/sdk/scanova.js", reads, script.Latest);
        routes.MapMethods("/sdk/scanova-{hash:regex(^[0-9a-f]{{8}}$)}.js", reads, script.Versioned);
        routes.MapMethods("/sdk/scanova.json", reads, script.Manifest);
        routes.MapPost("/sdk/id", identity.Answer);
    }
}
