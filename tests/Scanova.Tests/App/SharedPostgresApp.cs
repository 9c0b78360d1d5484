using Scanova.Tests.Storage;

namespace Scanova.Tests.App;

/// <summary>As <see cref="SharedApp"/>, on a PostgreSQL database of its own.</summary>
public sealed class SharedPostgresApp : SharedApp
{
    protected override async Task<ScanovaApp> Start()
    {
        var server = await PostgresServer.Shared;
        return await ScanovaApp.Start(("ConnectionStrings:Scanova", await server.CreateDatabase()));
    }
}
