namespace Scanova.Events;

/// <summary>Where an event came from. Stored in lower case as <c>scan</c>, <c>browser</c>, <c>server</c>.</summary>
public enum EventSource : byte
{
    Scan = 1,
    Browser = 2,
    Server = 3,
}
