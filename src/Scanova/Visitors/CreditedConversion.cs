using Scanova.Attribution;
using Scanova.Events;

namespace Scanova.Visitors;

/// <summary>A conversion of a visitor and who earned it.</summary>
/// <param name="Credit">One line a model, in the order of the models.</param>
[GenerateSerializer, Immutable, Alias("credited-conversion")]
public sealed record CreditedConversion(
    [property: Id(0)] Guid EventId,
    [property: Id(1)] string EventName,
    [property: Id(2)] DateTime EventTime,
    [property: Id(3)] Guid? ScanSessionId,
    [property: Id(4)] Money? Value,
    [property: Id(5)] IReadOnlyList<ModelCredit> Credit);

/// <summary>The shares under one model; none when the conversion has neither visitor nor scan session.</summary>
[GenerateSerializer, Immutable, Alias("model-credit")]
public sealed record ModelCredit([property: Id(0)] AttributionModel Model, [property: Id(1)] IReadOnlyList<Credit> Shares);
