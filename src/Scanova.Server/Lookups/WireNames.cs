using Scanova.Attribution;
using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Server.Lookups;

/// <summary>Enumerations as the wire spells them.</summary>
internal static class WireNames
{
    public static string Name(this EventSource source) => source switch
    {
        EventSource.Scan => "scan",
        EventSource.Browser => "browser",
        _ => "server",
    };

    public static string Name(this ConsentState consent) => consent switch
    {
        ConsentState.Granted => "granted",
        ConsentState.Denied => "denied",
        _ => "pending",
    };

    public static string Name(this AttributionModel model) => model switch
    {
        AttributionModel.LastTouch => "last_touch",
        AttributionModel.FirstTouch => "first_touch",
        AttributionModel.Linear => "linear",
        AttributionModel.TimeDecay => "time_decay",
        _ => "position_based",
    };
}
