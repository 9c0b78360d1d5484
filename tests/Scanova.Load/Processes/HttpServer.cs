using System.Net;
using Scanova.Load.Driving;

namespace Scanova.Load.Processes;

/// <summary>A process that listens for HTTP on a free port of the loopback interface.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private HttpServer(ChildProcess process, int port)
    {
        _process = process;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    public IPEndPoint EndPoint { get; }

    public Uri Url => UrlOf(EndPoint.Port);

    public int ProcessId => _process.Id;

    public static Uri UrlOf(int port) => new($"http://127.0.0.1:{port}");

    /// <summary>Waits until the process listens on the port and says it is ready.</summary>
    public static async Task<HttpServer> Ready(ChildProcess process, int port)
    {
        await Ready(UrlOf(port), () => process.HasExited ? process.Output : null);
        return new HttpServer(process, port);
    }

    /// <param name="failure">Why the server will never be ready; null while it may.</param>
    public static async Task Ready(Uri url, Func<string?> failure)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var deadline = new CancellationTokenSource(StartDeadline);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReady(http))
        {
            var reason = deadline.IsCancellationRequested ? $"it was not ready within {StartDeadline.TotalSeconds} s." : failure();
            if (reason is not null) throw new LoadFailedException($"The server did not start: {reason}");
            await ticks.WaitForNextTickAsync();
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
