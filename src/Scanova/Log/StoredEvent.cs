using Scanova.Events;

namespace Scanova.Log;

/// <summary>One row of the log: an event after consent, its place in its stream and whether it repeats an id the site already had.</summary>
[GenerateSerializer, Immutable, Alias("stored-event")]
public sealed record StoredEvent(
    [property: Id(0)] StreamId Stream,
    [property: Id(1)] long Version,
    [property: Id(2)] bool IsDuplicate,
    [property: Id(3)] Event Event);
