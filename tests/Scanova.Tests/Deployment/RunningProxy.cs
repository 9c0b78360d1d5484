using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scanova.Tests.Deployment;

/// <summary>The real proxy with the delivered configuration, on loopback, in front of three stand-ins.</summary>
/// <param name="adjust">Shortens times that a test would have to wait for.</param>
public sealed class RunningProxy(Func<string, string>? adjust = null) : IAsyncLifetime
{
    private readonly string _configuration = Path.GetTempFileName();
    private readonly int _port = FreePort();
    private Process? _process;

    internal StandIn[] Silos { get; } = [new(), new(), new()];

    internal HttpClient Client { get; private set; } = new();

    public async Task InitializeAsync()
    {
        foreach (var silo in Silos) await silo.Start();
        var configuration = new ProxyConfiguration().With(_port, [.. Silos.Select(s => s.Port)]);
        await File.WriteAllTextAsync(_configuration, adjust?.Invoke(configuration) ?? configuration);
        _process = Process.Start(new ProcessStartInfo(Binary, ["-db", "-f", _configuration]))!;
        Reconnect();
        await Reached(async () => _process.HasExited || (await Client.GetAsync("/health/ready")).IsSuccessStatusCode);
        _process.HasExited.Should().BeFalse(because: "HAProxy accepts the configuration; its output says what it does not");
    }

    /// <summary>The next request is the first on its connection.</summary>
    internal void Reconnect()
    {
        Client.Dispose();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        _process?.Kill();
        if (_process is not null) await _process.WaitForExitAsync();
        _process?.Dispose();
        foreach (var silo in Silos) await silo.DisposeAsync();
        File.Delete(_configuration);
    }

    /// <summary>Where Debian puts it, which is not in everyone's path.</summary>
    private static string Binary => File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy";

    /// <summary>Asks until it is so, for 20 s at most.</summary>
    internal static async Task Reached(Func<Task<bool>> isSo)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await beat.WaitForNextTickAsync(end.Token))
        {
            try
            {
                if (await isSo()) return;
            }
            catch (HttpRequestException) when (!end.IsCancellationRequested)
            {
                // Not listening yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
