using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Scanova.ClusterTests.Processes;

/// <summary>When a connection is cut, seen from the append that is under way on it.</summary>
internal enum Moment
{
    /// <summary>The database never gets the end of it: nothing is stored.</summary>
    BeforeCommit,

    /// <summary>The database has committed; its answer is dropped.</summary>
    AfterCommit,
}

/// <summary>Stands between silos and PostgreSQL and cuts a connection whenever it is told to, just at an append.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<(Moment Moment, TaskCompletionSource Done)> _cuts = Channel.CreateUnbounded<(Moment, TaskCompletionSource)>();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Task _accepting;

    public TcpProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts the connection of the next append, whichever silo's it is, and returns when that is done.</summary>
    public Task Cut(Moment moment)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cuts.Writer.TryWrite((moment, done));
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Carry(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            (client.NoDelay, server.NoDelay) = (true, true);
            await using var requests = client.GetStream();
            await using var answers = server.GetStream();
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var isDropping = new TaskCompletionSource<TaskCompletionSource>();
            await Task.WhenAny(Forward(requests, answers, isDropping, over.Token), Return(answers, requests, isDropping.Task, over.Token));
            await over.CancelAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side went away: so does the other.
        }
    }

    private async Task Forward(Stream requests, Stream answers, TaskCompletionSource<TaskCompletionSource> isDropping, CancellationToken cancellation)
    {
        var messages = new FrontendMessages(requests);
        while (await messages.Next(cancellation) is { } message)
        {
            if (messages.EndsAppend && _cuts.Reader.TryRead(out var cut))
            {
                if (cut.Moment == Moment.BeforeCommit)
                {
                    cut.Done.SetResult();
                    return;
                }

                isDropping.SetResult(cut.Done);
            }

            await answers.WriteAsync(message, cancellation);
        }
    }

    private static async Task Return(Stream answers, Stream requests, Task<TaskCompletionSource> isDropping, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (await answers.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (isDropping.IsCompletedSuccessfully)
            {
                // PostgreSQL answers a statement when its transaction is over: what came now says that it is.
                isDropping.Result.SetResult();
                return;
            }

            await requests.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }
}
