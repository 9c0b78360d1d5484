using System.Diagnostics;
using System.Net;
using System.Text;
using Scanova.Load.Workloads;

namespace Scanova.Load.Driving;

/// <summary>One thread that keeps its share of the connections busy.</summary>
internal sealed class LoadLoop : IDisposable
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);

    private readonly int _status;
    private readonly byte[] _expected;
    private readonly Connection[] _connections;
    private readonly Readiness _readiness;

    /// <param name="lanes">The workload's lanes that are this thread's: one connection each.</param>
    /// <param name="expected">What every answer must contain, beside its status: a batch answers 200 for rejected events too.</param>
    public LoadLoop(IPEndPoint server, Workload workload, IEnumerable<int> lanes, string expected, int status)
    {
        _status = status;
        _expected = Encoding.UTF8.GetBytes(expected);
        _connections = [.. lanes.Select(lane => new Connection(server, workload, lane))];
        _readiness = new Readiness([.. _connections.Select(c => c.Socket)]);
    }

    public Measurement Run(Pace pace)
    {
        var measured = new Measurement();
        var start = Stopwatch.GetTimestamp();
        var lastAnswerAt = start;
        long taken = 0;
        foreach (var connection in _connections) connection.StepsLeft = pace.StepsPerLane;

        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var connection in _connections) SendIfDue(connection, now);

            var isWaiting = Array.Exists(_connections, c => c.IsBusy);
            if (!isWaiting && (IsOver(DueAt(now)) || Array.TrueForAll(_connections, c => c.StepsLeft == 0))) break;
            if (isWaiting && Stopwatch.GetElapsedTime(lastAnswerAt, now) > AnswerDeadline) throw new TimeoutException("The server stopped answering.");

            _readiness.Wait(UntilNext(now));
            for (var i = 0; i < _connections.Length; i++)
            {
                if (!_readiness.IsReady(i) || !_connections[i].TryReceive(out var answer)) continue;
                lastAnswerAt = Stopwatch.GetTimestamp();
                measured.Add(Stopwatch.GetElapsedTime(_connections[i].DueAt, lastAnswerAt), answer, _status, _expected);
                SendIfDue(_connections[i], lastAnswerAt);
            }
        }

        measured.Elapsed = Stopwatch.GetElapsedTime(start, lastAnswerAt);
        return measured;

        long DueAt(long now) => double.IsInfinity(pace.PerSecond) ? now : start + (long)(taken / pace.PerSecond * Stopwatch.Frequency);

        bool IsOver(long at) => Stopwatch.GetElapsedTime(start, at) >= pace.Duration;

        TimeSpan UntilNext(long now)
        {
            var due = DueAt(now);
            return due > now && !IsOver(due) ? Stopwatch.GetElapsedTime(now, due) : TimeSpan.FromSeconds(1);
        }

        void SendIfDue(Connection connection, long now)
        {
            if (connection.IsBusy || connection.StepsLeft == 0) return;
            var due = DueAt(now);
            if (due > now || IsOver(due)) return;
            taken++;
            connection.Send(due);
        }
    }

    public void Dispose() => Array.ForEach(_connections, c => c.Dispose());
}
