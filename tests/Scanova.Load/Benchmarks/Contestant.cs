using Scanova.Load.Driving;
using Scanova.Load.Processes;

namespace Scanova.Load.Benchmarks;

/// <summary>One server with one kind of traffic, and what each of its rounds gave.</summary>
internal sealed class Contestant
{
    private readonly HttpServer _server;
    private readonly Traffic _traffic;
    private readonly int _threads;
    private readonly IReadOnlyList<int> _processes;
    private readonly TimeSpan _warmup;
    private readonly TimeSpan _measured;

    /// <param name="processes">Whose processor time an event costs.</param>
    public Contestant(string name, HttpServer server, Traffic traffic, IReadOnlyList<int> processes, Options options)
    {
        Name = name;
        _server = server;
        _traffic = traffic;
        _threads = options.Threads;
        _processes = processes;
        _warmup = TimeSpan.FromSeconds(options.Warmup);
        _measured = TimeSpan.FromSeconds(options.Seconds);
    }

    public string Name { get; }

    public List<Round> Rounds { get; } = [];

    /// <summary>Events sent, those of warm-ups included.</summary>
    public long EventsSent { get; private set; }

    /// <summary>How often a report is asked for beside the traffic; null for never.</summary>
    public TimeSpan? ReportsEvery { get; init; }

    /// <summary>What the store grew by; null when nobody looked.</summary>
    public double? BytesPerEvent { get; set; }

    public double MedianRequestsPerSecond => Figures.Median(Rounds.Select(r => r.RequestsPerSecond));

    /// <summary>Closed loop, as fast as the server answers.</summary>
    public async Task TakeTurn()
    {
        await using var asking = ReportsEvery is { } every ? Asking.Begin(_server.Url, every) : null;
        Rounds.Add(Measure(Pace.For));
    }

    /// <summary>Open loop at a fixed rate.</summary>
    public Round Hold(double requestsPerSecond) => Measure(duration => Pace.AtRate(requestsPerSecond, duration));

    private Round Measure(Func<TimeSpan, Pace> paceFor)
    {
        using var driver = new LoadDriver(_server.EndPoint, _traffic.Workload, _traffic.Expected, _threads, _traffic.Status);
        var warmup = driver.Run(paceFor(_warmup));
        var serverBefore = ServerCpu();
        var driverBefore = Environment.CpuUsage.TotalTime;
        var measured = driver.Run(paceFor(_measured));
        var eventsPerRequest = _traffic.Workload.EventsPerRequest;
        EventsSent += (warmup.Requests + measured.Requests) * eventsPerRequest;
        return new Round(measured, eventsPerRequest, ServerCpu() - serverBefore, Environment.CpuUsage.TotalTime - driverBefore);
    }

    private TimeSpan ServerCpu() => _processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + CpuTime.OfTree(process));
}
