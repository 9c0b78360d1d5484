using Scanova.Events;

namespace Scanova.Log;

/// <summary>What a stream of events belongs to.</summary>
public enum StreamKind : byte
{
    ScanSession = 1,
    Visitor = 2,

    /// <summary>An event with neither scan session nor visitor: a stream of that one event, under its record id.</summary>
    Lone = 3,
}

/// <summary>A stream: the events one grain decides about, numbered 1, 2, 3 … by version.</summary>
[GenerateSerializer, Immutable, Alias("stream-id")]
public readonly record struct StreamId(
    [property: Id(0)] string SiteId,
    [property: Id(1)] StreamKind Kind,
    [property: Id(2)] Guid Id)
{
    public static StreamId ScanSession(string siteId, Guid scanSessionId) => new(siteId, StreamKind.ScanSession, scanSessionId);

    public static StreamId Visitor(string siteId, Guid visitorId) => new(siteId, StreamKind.Visitor, visitorId);

    /// <summary>The scan session's stream if the event names one, else its visitor's, else one of its own.</summary>
    public static StreamId Of(Event e) => e switch
    {
        { ScanSessionId: { } session } => ScanSession(e.SiteId, session),
        { VisitorId: { } visitor } => Visitor(e.SiteId, visitor),
        _ => new StreamId(e.SiteId, StreamKind.Lone, e.RecordId),
    };

    public override int GetHashCode() => HashCode.Combine(IdHash.Of(Id), Kind, SiteId);
}
