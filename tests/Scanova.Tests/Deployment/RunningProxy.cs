namespace Scanova.Tests.Deployment;

/// <summary>The proxy in front of three stand-ins.</summary>
/// <param name="adjust">As <see cref="ProxyProcess"/> has it.</param>
public sealed class RunningProxy(Func<string, string>? adjust = null) : IAsyncLifetime
{
    private ProxyProcess? _process;

    internal StandIn[] Silos { get; } = [new(), new(), new()];

    internal HttpClient Client => _process!.Client;

    public async Task InitializeAsync()
    {
        foreach (var silo in Silos) await silo.Start();
        _process = new ProxyProcess([.. Silos.Select(s => s.Port)], adjust);
        await _process.Start();
    }

    /// <summary>The next request is the first on its connection.</summary>
    internal void Reconnect() => _process!.Reconnect();

    public async Task DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        foreach (var silo in Silos) await silo.DisposeAsync();
    }

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
}
