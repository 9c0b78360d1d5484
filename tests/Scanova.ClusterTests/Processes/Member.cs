using System.Globalization;
using Scanova.Tests.App;

namespace Scanova.ClusterTests.Processes;

/// <summary>A silo's place in the cluster: its ports stay the same through restarts, as a container's address does.</summary>
internal sealed class Member : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _settings;
    private ScanovaProcess? _process;

    public Member(string folder, IReadOnlyDictionary<string, string> settings)
    {
        _folder = folder;
        var ports = FreePorts.Take(3);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}"));
        _settings = new(settings)
        {
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["Scanova__Cluster__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["Scanova__Cluster__GatewayPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
        };
    }

    public Uri Address { get; }

    /// <summary>The running process, or the last one.</summary>
    public ScanovaProcess Process => _process ?? throw new InvalidOperationException("The member was never started.");

    /// <summary>Starts a process in this place and waits until it is ready.</summary>
    public async Task Start()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = ScanovaProcess.Launch(_folder, _settings);
        await _process.Ready();
    }

    /// <summary>Stops it as an operator does, and starts it again.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    public async Task Stop() => (await Process.Terminate()).Should().Be(0, Process.Output);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
