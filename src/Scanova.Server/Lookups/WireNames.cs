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
}
