using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scanova.Tests.Deployment;

/// <summary>Something that answers in a silo's place behind the proxy, or breaks off as a dying silo does.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _server;

    public StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapGet("/health/ready", () => Results.StatusCode(Ready ? 200 : 503));
        _server.MapGet("/health/serving", () => Results.StatusCode(Serving ? 200 : 503));
        _server.MapFallback("{*path}", Answer);
    }

    public volatile bool Ready = true;

    /// <summary>Stays so while only its store is away.</summary>
    public volatile bool Serving = true;

    /// <summary>Answers are held until then.</summary>
    public volatile Task Until = Task.CompletedTask;

    /// <summary>Takes each request and closes the connection without a byte of an answer.</summary>
    public volatile bool Dies;

    public ConcurrentQueue<(string Method, string Path, IHeaderDictionary Headers)> Requests { get; } = [];

    public int Port => new Uri(_server.Urls.Single()).Port;

    public Task Start() => _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        Requests.Enqueue((context.Request.Method, context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase))));
        var length = 0;
        var buffer = new byte[64 * 1024];
        for (var read = -1; read != 0; length += read) read = await context.Request.Body.ReadAsync(buffer);

        await Until.WaitAsync(context.RequestAborted);
        if (Dies) context.Abort();
        else await context.Response.WriteAsync($"{length}");
    }
}
