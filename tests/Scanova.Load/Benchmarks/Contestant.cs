using Scanova.Load.Driving;
using Scanova.Load.Processes;

namespace Scanova.Load.Benchmarks;

/// <summary>One server with one kind of traffic, and what each of its rounds gave.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly LoadDriver _driver;
    private readonly IReadOnlyList<int> _processes;
    private readonly TimeSpan _warmup;
    private readonly TimeSpan _measured;

    /// <param name="processes">Whose processor time an event costs.</param>
    public Contestant(string name, HttpServer server, Traffic traffic, IReadOnlyList<int> processes, Options options)
    {
        Name = name;
        EventsPerRequest = traffic.Workload.EventsPerRequest;
        _driver = new LoadDriver(server.EndPoint, traffic.Workload, traffic.Expected, options.Threads);
        _processes = processes;
        _warmup = TimeSpan.FromSeconds(options.Warmup);
        _measured = TimeSpan.FromSeconds(options.Seconds);
    }

    public string Name { get; }

    public int EventsPerRequest { get; }

    public List<Round> Rounds { get; } = [];

    /// <summary>Events sent, those of warm-ups included.</summary>
    public long EventsSent { get; private set; }

    /// <summary>What the store grew by; null when nobody looked.</summary>
    public double? BytesPerEvent { get; set; }

    public double MedianRequestsPerSecond => Figures.Median(Rounds.Select(r => r.RequestsPerSecond));

    /// <summary>Closed loop, as fast as the server answers.</summary>
    public void TakeTurn() => Rounds.Add(Measure(Pace.For));

    /// <summary>Open loop at a fixed rate.</summary>
    public Round Hold(double requestsPerSecond) => Measure(duration => Pace.AtRate(requestsPerSecond, duration));

    public void Dispose() => _driver.Dispose();

    private Round Measure(Func<TimeSpan, Pace> paceFor)
    {
        var warmup = _driver.Run(paceFor(_warmup));
        var serverBefore = ServerCpu();
        var driverBefore = Environment.CpuUsage.TotalTime;
        var measured = _driver.Run(paceFor(_measured));
        EventsSent += (warmup.Requests + measured.Requests) * EventsPerRequest;
        return new Round(measured, EventsPerRequest, ServerCpu() - serverBefore, Environment.CpuUsage.TotalTime - driverBefore);
    }

    private TimeSpan ServerCpu() => _processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + CpuTime.OfTree(process));
}
