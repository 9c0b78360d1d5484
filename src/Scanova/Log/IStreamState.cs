using Scanova.Privacy;

namespace Scanova.Log;

/// <summary>What a grain must know of its stream to decide about the next events. A fold: the same rows in any order give the same state.</summary>
public interface IStreamState
{
    /// <summary>The newest version folded, 0 for none.</summary>
    long Version { get; }

    /// <summary>The record id of the row at <see cref="Version"/>: a log without it is not the one that was folded.</summary>
    Guid RecordId { get; }

    /// <summary>The stream's latest stated consent, which events without one inherit (contract section 7); null for none.</summary>
    ConsentStatement? LatestConsent { get; }

    /// <summary>Whether a recent original of this stream carries the id. The log knows the older ones.</summary>
    bool HasSeen(Guid eventId);

    /// <summary>Whether an original of this stream carried the visitor. A false "no" is harmless.</summary>
    bool HasVisitor(Guid visitorId);

    void Apply(StoredEvent row);
}

/// <summary>A consent that an event stated, and when.</summary>
[GenerateSerializer, Immutable, Alias("consent-statement")]
public readonly record struct ConsentStatement(
    [property: Id(0)] ConsentState Consent,
    [property: Id(1)] Position At,
    [property: Id(2)] Guid EventId);
