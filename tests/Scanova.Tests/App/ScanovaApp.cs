using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scanova.Server;
using Scanova.Server.Hosting;
using Serilog.Core;

namespace Scanova.Tests.App;

/// <summary>
/// The whole service in this process, on real Kestrel and a free port of loopback, with a data folder of its own that goes
/// away with it. Settings are passed by their names: <c>("Scanova:RateLimits:BrowserPerMinute", "0")</c>.
/// </summary>
public sealed class ScanovaApp : IAsyncDisposable
{
    public const string AdminKey = "admin-key-of-the-tests";
    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider _time;
    private readonly DirectoryInfo _folder;
    private readonly Action<IServiceCollection>? _adjust;
    private WebApplication? _app;
    private HttpClient? _client;

    private ScanovaApp(DirectoryInfo folder, Dictionary<string, string> settings, TimeProvider time, Action<IServiceCollection>? adjust)
    {
        _adjust = adjust;
        _folder = folder;
        _settings = settings;
        _time = time;
    }

    /// <summary>Speaks to the app without any credential.</summary>
    public HttpClient Client => _client ?? throw new InvalidOperationException("The app is stopped.");

    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The app is stopped.")).Services;

    public string DataPath => _settings["Scanova:DataPath"];

    public CapturedLog Log { get; } = new();

    public static Task<ScanovaApp> Start(params (string Name, string Value)[] settings) => Start(TimeProvider.System, settings);

    public static Task<ScanovaApp> Start(TimeProvider time, params (string Name, string Value)[] settings) => Start(time, null, settings);

    /// <param name="adjust">Puts something between the service and the world, such as a log that can be cut.</param>
    public static async Task<ScanovaApp> Start(TimeProvider time, Action<IServiceCollection>? adjust, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("scanova-tests-");
        var all = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Scanova:DataPath"] = Path.Combine(folder.FullName, "data"),
            ["Scanova:AdminKey"] = AdminKey,
        };
        foreach (var (name, value) in settings) all[name] = value;
        if (all.ContainsKey("ConnectionStrings:Scanova")) JoinOnLoopback(all);

        var app = new ScanovaApp(folder, all, time, adjust);
        try
        {
            await app.Start();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a stopped app again on what it left behind.</summary>
    public async Task Start()
    {
        _app = Program.Build([.. _settings.Select(s => $"--{s.Key}={s.Value}")], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(_time));
            builder.Services.AddSingleton<ILogEventSink>(Log);
            _adjust?.Invoke(builder.Services);
        });
        await _app.StartOrStop();

        var address = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        _client = new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>Stops as SIGTERM does.</summary>
    public async Task Stop()
    {
        if (_app is null) return;
        _client?.Dispose();
        _client = null;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Stop();
        }
        finally
        {
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>Ports of its own, probes that a starved machine does not take for a dead silo, and no balancer to wait for.</summary>
    private static void JoinOnLoopback(Dictionary<string, string> settings)
    {
        settings.TryAdd("Scanova:Cluster:AdvertisedIP", "127.0.0.1");
        settings.TryAdd("Scanova:Cluster:SiloPort", FreePort());
        settings.TryAdd("Scanova:Cluster:GatewayPort", FreePort());
        settings.TryAdd("Scanova:Cluster:ProbeTimeoutSeconds", "10");
        settings.TryAdd("Scanova:Cluster:MaxProbeTimeoutSeconds", "20");
        settings.TryAdd("Scanova:DrainSeconds", "0");
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
