using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Storage;

/// <summary>The words of the wire that stand in columns, the same in every database (contract section 13).</summary>
internal static class EventText
{
    public static string Of(EventSource source) => source switch
    {
        EventSource.Scan => "scan",
        EventSource.Browser => "browser",
        EventSource.Server => "server",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    public static EventSource Source(string text) => text switch
    {
        "scan" => EventSource.Scan,
        "browser" => EventSource.Browser,
        "server" => EventSource.Server,
        _ => throw new FormatException($"Unknown source '{text}'."),
    };

    /// <summary>From UTF-8.</summary>
    public static EventSource Source(ReadOnlySpan<byte> text) => text switch
    {
        _ when text.SequenceEqual("browser"u8) => EventSource.Browser,
        _ when text.SequenceEqual("scan"u8) => EventSource.Scan,
        _ when text.SequenceEqual("server"u8) => EventSource.Server,
        _ => throw new FormatException("An event has an unknown source."),
    };

    public static string Of(ConsentState consent) => consent switch
    {
        ConsentState.Granted => "granted",
        ConsentState.Denied => "denied",
        ConsentState.Pending => "pending",
        _ => throw new ArgumentOutOfRangeException(nameof(consent), consent, null),
    };

    public static ConsentState Consent(string text) => text switch
    {
        "granted" => ConsentState.Granted,
        "denied" => ConsentState.Denied,
        "pending" => ConsentState.Pending,
        _ => throw new FormatException($"Unknown consent '{text}'."),
    };
}
