using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

/// <summary>Events of one stream on their way to its grain.</summary>
/// <param name="Indexes">Where each event stood in the call.</param>
internal sealed record Parcel(StreamId Stream, ConsentPolicy Policy, IReadOnlyList<Event> Events, IReadOnlyList<int> Indexes)
{
    private static readonly int[] First = [0];

    public static Parcel Of(AcceptedEvent accepted)
    {
        var routed = Routed(accepted);
        return new Parcel(StreamId.Of(routed), accepted.Policy, [routed], First);
    }

    public RecordRequest Request(bool isRetry) => new(Events, Policy, isRetry);

    /// <summary>
    /// An event without a scan session inherits nothing, so its consent is decided here, before its visitor becomes part of
    /// an address: strict privacy may forbid just that (contract section 7).
    /// </summary>
    public static Event Routed(AcceptedEvent accepted) =>
        accepted.Event.ScanSessionId is null ? accepted.Policy.Strip(accepted.Event, inherited: null) : accepted.Event;
}
