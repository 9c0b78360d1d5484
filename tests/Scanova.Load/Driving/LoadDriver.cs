using System.Net;
using Scanova.Load.Workloads;

namespace Scanova.Load.Driving;

/// <summary>Drives one server with one workload over connections of its own; each run goes on where the workload stands.</summary>
internal sealed class LoadDriver : IDisposable
{
    private readonly LoadLoop[] _loops;

    /// <param name="threads">One is enough for a server on two cores; more where the driver is the bottleneck.</param>
    /// <inheritdoc cref="LoadLoop(IPEndPoint, Workload, IEnumerable{int}, string, int)" path="/param[@name='expected']"/>
    /// <param name="status">Of every answer.</param>
    public LoadDriver(IPEndPoint server, Workload workload, string expected, int threads, int status = 200)
    {
        _loops = [.. Enumerable.Range(0, workload.Lanes).GroupBy(lane => lane % threads).Select(lanes => new LoadLoop(server, workload, lanes, expected, status))];
    }

    /// <exception cref="LoadFailedException">An answer was not what was expected: what was measured is worth nothing.</exception>
    public Measurement Run(Pace pace)
    {
        var share = pace.Share(_loops.Length);
        var runs = Array.ConvertAll(_loops, loop => Task.Factory.StartNew(() => loop.Run(share), TaskCreationOptions.LongRunning));
        var measured = Task.WhenAll(runs).GetAwaiter().GetResult().Aggregate((all, one) =>
        {
            all.Add(one);
            return all;
        });
        if (measured.Failures > 0) throw new LoadFailedException($"{measured.Failures} of {measured.Requests} requests failed, the first with: {measured.FirstFailure}");
        return measured;
    }

    public void Dispose() => Array.ForEach(_loops, loop => loop.Dispose());
}

/// <summary>A benchmark that must not be reported.</summary>
internal sealed class LoadFailedException(string message) : Exception(message);
