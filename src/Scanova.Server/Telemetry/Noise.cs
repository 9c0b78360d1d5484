using Serilog.Events;

namespace Scanova.Server.Telemetry;

/// <summary>Lines of the frameworks that would mislead an operator.</summary>
internal static class Noise
{
    private static readonly long FirstUse = Environment.TickCount64;

    public static bool Is(LogEvent line) => EventName(line) switch
    {
        // The host logs a failed start with its stack trace; the process tells it in one line before it ends.
        "HostedServiceStartupFaulted" => true,

        // The first check of Orleans' watchdog may measure from the machine's boot and then suspects starvation.
        "LogWarningParticipantCheckThreadStalled" => line.Properties.TryGetValue("TimeSinceLastTick", out var value)
            && value is ScalarValue { Value: TimeSpan stalled } && stalled.TotalMilliseconds > Environment.TickCount64 - FirstUse,
        _ => false,
    };

    private static string? EventName(LogEvent line)
    {
        if (!line.Properties.TryGetValue("EventId", out var id) || id is not StructureValue { Properties: var parts }) return null;
        foreach (var part in parts)
        {
            if (part is { Name: "Name", Value: ScalarValue { Value: string name } }) return name;
        }

        return null;
    }
}
