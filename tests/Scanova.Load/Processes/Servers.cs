namespace Scanova.Load.Processes;

/// <summary>Starts what is measured, each in a process of its own.</summary>
internal static class Servers
{
    /// <summary>The admin key of a throwaway server.</summary>
    public const string AdminKey = "load-admin-key-of-a-throwaway-server";

    /// <summary>The service as it ships (Release), rate limits off: all load comes from one address.</summary>
    public static Task<HttpServer> Service(Workplace workplace, Store store) => Start(workplace, "service", store.Settings, [ServerAssembly()]);

    public static Task<HttpServer> Noop(Workplace workplace, int lookupBytes) =>
        Start(workplace, "noop", new Dictionary<string, string>(), AsServer("noop", "--lookup-bytes", $"{lookupBytes}"));

    public static Task<HttpServer> Baseline(Workplace workplace, PostgresStore store) =>
        Start(workplace, "baseline", store.Settings, AsServer("baseline-server"));

    /// <summary>What any of the servers needs from its environment to listen there.</summary>
    public static Dictionary<string, string> Environment(int port, IReadOnlyDictionary<string, string> settings) => new(settings)
    {
        ["ASPNETCORE_URLS"] = HttpServer.UrlOf(port).ToString(),
        ["Scanova__AdminKey"] = AdminKey,
        ["Scanova__DrainSeconds"] = "0",
        ["Scanova__RateLimits__BrowserPerMinute"] = "0",
        ["Scanova__RateLimits__ServerPerMinute"] = "0",
    };

    /// <summary>A command of this program, run with the service's runtime settings, the kind of garbage collector above all.</summary>
    private static IReadOnlyList<string> AsServer(params IEnumerable<string> command) =>
        ["exec", "--runtimeconfig", Path.ChangeExtension(ServerAssembly(), ".runtimeconfig.json"), typeof(Servers).Assembly.Location, .. command];

    private static Task<HttpServer> Start(Workplace workplace, string name, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> command)
    {
        var port = FreePort.Take();
        var process = ChildProcess.Start(workplace.PathOf($"{name}.log"), Environment(port, settings), ["dotnet", .. command]);
        return HttpServer.Ready(process, port);
    }

    private static string ServerAssembly()
    {
        const string solution = "Scanova.Orleans.sln";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, solution))) return Path.Combine(folder.FullName, "src/Scanova.Server/bin/Release/net10.0/Scanova.Server.dll");
        }

        throw new InvalidOperationException($"{solution} is in no folder above {AppContext.BaseDirectory}.");
    }
}
