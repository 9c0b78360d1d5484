using Scanova.Events;
using Scanova.Privacy;

namespace Scanova.Log;

/// <summary>Events of one stream, in the order they take effect.</summary>
/// <param name="IsRetry">True when an earlier attempt with the same record ids may have been stored.</param>
[GenerateSerializer, Immutable, Alias("record-request")]
public sealed record RecordRequest(
    [property: Id(0)] IReadOnlyList<Event> Events,
    [property: Id(1)] ConsentPolicy Policy,
    [property: Id(2)] bool IsRetry);

/// <summary>What became of one event.</summary>
[GenerateSerializer, Immutable, Alias("recorded")]
public readonly record struct Recorded([property: Id(0)] Guid RecordId, [property: Id(1)] bool IsDuplicate);
