using System.Net;
using System.Net.Sockets;
using Scanova.Load.Workloads;

namespace Scanova.Load.Driving;

/// <summary>
/// One keep-alive connection with at most one request in flight. It owns a copy of the rendered request and patches the
/// ids in place, so that a request costs two system calls and no allocation.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Workload _workload;
    private readonly int _lane;
    private readonly byte[] _request;
    private byte[] _inbox = new byte[64 * 1024];
    private int _received;

    /// <param name="lane">Which of the workload's parallel series of requests this connection sends.</param>
    public Connection(IPEndPoint server, Workload workload, int lane)
    {
        _workload = workload;
        _lane = lane;
        _request = workload.Request.ToBytes();
        // A whole request must fit the send buffer: it is sent in one call or not at all.
        Socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = _request.Length + 64 * 1024 };
        Socket.Connect(server);
        Socket.Blocking = false;
    }

    public Socket Socket { get; }

    public bool IsBusy { get; private set; }

    /// <summary>When the request in flight was due, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long DueAt { get; private set; }

    /// <summary>Requests this connection may still send.</summary>
    public long StepsLeft { get; set; }

    public void Send(long dueAt)
    {
        _workload.Next(_request, _lane);
        var sent = Socket.Send(_request, SocketFlags.None, out var error);
        if (error != SocketError.Success || sent != _request.Length) throw new IOException($"Sent {sent} of {_request.Length} bytes: {error}.");
        IsBusy = true;
        DueAt = dueAt;
        StepsLeft--;
    }

    /// <summary>Reads what has arrived; true once the answer is complete. The answer lives until the next <see cref="Send"/>.</summary>
    public bool TryReceive(out Answer answer)
    {
        if (_received == _inbox.Length) Array.Resize(ref _inbox, _inbox.Length * 2);
        var count = Socket.Receive(_inbox.AsSpan(_received), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            answer = default;
            return false;
        }

        if (error != SocketError.Success || count == 0) throw new IOException($"The server closed a connection: {error}.");
        _received += count;
        if (!Answer.TryRead(_inbox.AsSpan(0, _received), out answer)) return false;
        _received = 0;
        IsBusy = false;
        return true;
    }

    public void Dispose() => Socket.Dispose();
}
