namespace Scanova.Events;

/// <summary>An amount and its ISO 4217 currency in capitals. Decimal throughout: never a float (contract section 3).</summary>
[GenerateSerializer, Immutable, Alias("money")]
public readonly record struct Money([property: Id(0)] decimal Amount, [property: Id(1)] string Currency);
