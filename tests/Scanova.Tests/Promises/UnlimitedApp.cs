using Scanova.Tests.App;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Promises;

/// <summary>The app without rate limits, on the embedded store.</summary>
public class UnlimitedApp : SharedApp
{
    public static readonly (string Name, string Value)[] NoLimits =
        [("Scanova:RateLimits:BrowserPerMinute", "0"), ("Scanova:RateLimits:ServerPerMinute", "0")];

    protected override Task<ScanovaApp> Start() => ScanovaApp.Start(NoLimits);
}

/// <summary>The same on a PostgreSQL database of its own.</summary>
public sealed class UnlimitedPostgresApp : UnlimitedApp
{
    protected override async Task<ScanovaApp> Start()
    {
        var server = await PostgresServer.Shared;
        return await ScanovaApp.Start([.. NoLimits, ("ConnectionStrings:Scanova", await server.CreateDatabase())]);
    }
}

/// <summary>One embedded app for all classes that name this collection; each test has a site of its own in it.</summary>
[CollectionDefinition(Name)]
public sealed class OneApp : ICollectionFixture<UnlimitedApp>
{
    public const string Name = "one app";
}
