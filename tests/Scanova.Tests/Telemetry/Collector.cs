using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Scanova.Tests.Telemetry;

/// <summary>An OpenTelemetry collector on loopback that keeps what it is sent, by the path it was sent to.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = [];

    private Collector(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector._server.Urls.Add("http://127.0.0.1:0");
        collector._server.MapPost("/v1/{signal}", async (string signal, Stream body) =>
        {
            using var copy = new MemoryStream();
            await body.CopyToAsync(copy);
            collector._requests.Enqueue((signal, copy.ToArray()));
        });
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>What came, byte for byte as Latin-1: texts stand in it as they are.</summary>
    /// <param name="signal"><c>traces</c> or <c>metrics</c>.</param>
    public string Received(string signal) => string.Concat(_requests.Where(r => r.Path == signal).Select(r => Encoding.Latin1.GetString(r.Body)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
