using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scanova.Tests.Deployment;

/// <summary>The real proxy with the delivered configuration, on loopback, in front of silos at these ports.</summary>
/// <param name="adjust">Shortens times that a test would have to wait for.</param>
internal sealed class ProxyProcess(IReadOnlyList<int> silos, Func<string, string>? adjust = null) : IAsyncDisposable
{
    private readonly string _configuration = Path.GetTempFileName();
    private readonly int _port = FreePort();
    private Process? _process;

    public HttpClient Client { get; private set; } = new();

    /// <summary>Returns when it gives requests to a silo.</summary>
    public async Task Start()
    {
        var configuration = new ProxyConfiguration().With(_port, silos);
        await File.WriteAllTextAsync(_configuration, adjust?.Invoke(configuration) ?? configuration);
        _process = Process.Start(new ProcessStartInfo(Binary, ["-db", "-f", _configuration]))!;
        Reconnect();
        await RunningProxy.Reached(async () => _process.HasExited || (await Client.GetAsync("/health/ready")).IsSuccessStatusCode);
        _process.HasExited.Should().BeFalse(because: "HAProxy accepts the configuration; its output says what it does not");
    }

    /// <summary>The next request is the first on its connection.</summary>
    public void Reconnect()
    {
        Client.Dispose();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process?.Kill();
        if (_process is not null) await _process.WaitForExitAsync();
        _process?.Dispose();
        File.Delete(_configuration);
    }

    /// <summary>Where Debian puts it, which is not in everyone's path.</summary>
    private static string Binary => File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
