using System.Net;
using System.Net.Sockets;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>A TCP proxy on the loopback that can lose an answer: it lets the next request through, waits until the server answers, and cuts the connection instead of passing the answer on.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _toLose;
    private int _lost;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers lost so far.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Loses the answers to so many of the next appends.</summary>
    public void LoseAnswers(int count) => Interlocked.Add(ref _toLose, count);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        while (!_stopping.IsCancellationRequested) _ = Serve(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
            var connection = new Connection();
            await Task.WhenAny(
                Forward(client.GetStream(), server.GetStream(), bytes => connection.Requested(bytes)),
                Forward(server.GetStream(), client.GetStream(), _ => !(connection.IsAppend && TakeOne())));
        }
    }

    private bool TakeOne()
    {
        if (Interlocked.Decrement(ref _toLose) < 0)
        {
            Interlocked.Increment(ref _toLose);
            return false;
        }

        Interlocked.Increment(ref _lost);
        return true;
    }

    /// <summary>Passes on what <paramref name="pass"/> lets through, and ends with the first thing it does not.</summary>
    private async Task Forward(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, bool> pass)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stopping.Token) is var count and > 0)
        {
            if (!pass(buffer.AsMemory(0, count))) return;
            await to.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }

    /// <summary>What was asked last. The batch of an append is the only request that runs a prepared statement with event names in it.</summary>
    private sealed class Connection
    {
        private volatile bool _isAppend;

        public bool IsAppend => _isAppend;

        public bool Requested(ReadOnlyMemory<byte> bytes)
        {
            _isAppend = bytes.Span.IndexOf("page_view"u8) >= 0;
            return true;
        }
    }
}
