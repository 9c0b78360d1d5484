using Scanova.Load.Driving;

namespace Scanova.Load.Benchmarks;

/// <summary>One measured round: times in milliseconds, processor time in microseconds.</summary>
internal sealed class Round(Measurement measured, int eventsPerRequest, TimeSpan serverCpu, TimeSpan driverCpu)
{
    public double RequestsPerSecond { get; } = measured.RequestsPerSecond;

    public double EventsPerSecond { get; } = measured.RequestsPerSecond * eventsPerRequest;

    public double P50 { get; } = measured.Percentile(0.50).TotalMilliseconds;

    public double P99 { get; } = measured.Percentile(0.99).TotalMilliseconds;

    public double ServerCpuPerEvent { get; } = serverCpu.TotalMicroseconds / (measured.Requests * eventsPerRequest);

    public double DriverCpuPerRequest { get; } = driverCpu.TotalMicroseconds / measured.Requests;
}
