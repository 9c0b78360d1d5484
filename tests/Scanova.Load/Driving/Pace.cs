namespace Scanova.Load.Driving;

/// <summary>How fast requests fall due, and when to stop.</summary>
internal sealed record Pace
{
    private Pace()
    {
    }

    public TimeSpan Duration { get; private init; } = TimeSpan.MaxValue;

    public long StepsPerLane { get; private init; } = long.MaxValue;

    /// <summary>Requests a second; infinite in a closed loop, where every free connection is due at once.</summary>
    public double PerSecond { get; private init; } = double.PositiveInfinity;

    /// <summary>Closed loop: every connection sends again as soon as it has its answer.</summary>
    public static Pace For(TimeSpan duration) => new() { Duration = duration };

    /// <summary>Closed loop until every connection has sent so many requests.</summary>
    public static Pace Steps(long perLane) => new() { StepsPerLane = perLane };

    /// <summary>
    /// Open loop: requests fall due at a fixed rate whatever the server does, and latency counts from when one was due,
    /// so that a server that stalls cannot hide it by being asked less.
    /// </summary>
    public static Pace AtRate(double perSecond, TimeSpan duration) => new() { PerSecond = perSecond, Duration = duration };

    /// <summary>What each of so many threads contributes.</summary>
    public Pace Share(int threads) => this with { PerSecond = PerSecond / threads };
}
