using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Storage.Postgres;

/// <summary>The wire's words for what the domain has as enums, as the tables hold them.</summary>
internal static class Words
{
    public static string Of(EventSource source) => source switch
    {
        EventSource.Scan => "scan",
        EventSource.Browser => "browser",
        _ => "server",
    };

    public static string? Of(ConsentState? consent) => consent switch
    {
        ConsentState.Granted => "granted",
        ConsentState.Denied => "denied",
        ConsentState.Pending => "pending",
        _ => null,
    };

    public static EventSource Source(string word) => word switch
    {
        "scan" => EventSource.Scan,
        "browser" => EventSource.Browser,
        _ => EventSource.Server,
    };

    public static ConsentState? Consent(string? word) => word switch
    {
        "granted" => ConsentState.Granted,
        "denied" => ConsentState.Denied,
        "pending" => ConsentState.Pending,
        _ => null,
    };
}
