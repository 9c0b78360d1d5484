using Scanova.Events;

namespace Scanova.Sites;

/// <summary>
/// Which events of a site are conversions: those it names, else every server event (contract section 8). Refunds, told by
/// their negative amount, are none, whatever their name.
/// </summary>
[GenerateSerializer, Immutable, Alias("conversion-rule")]
public sealed record ConversionRule([property: Id(0)] IReadOnlyList<string> EventNames)
{
    public bool Names(EventSource source, string eventName) =>
        source != EventSource.Scan && (EventNames.Count == 0 ? source == EventSource.Server : EventNames.Contains(eventName));

    public bool Equals(ConversionRule? other) => other is not null && EventNames.SequenceEqual(other.EventNames);

    public override int GetHashCode() => EventNames.Count == 0 ? 0 : EventNames[0].GetHashCode(StringComparison.Ordinal);
}
