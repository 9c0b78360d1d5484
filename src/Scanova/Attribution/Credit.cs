namespace Scanova.Attribution;

/// <summary>The share of one conversion that a touchpoint earns.</summary>
/// <param name="Share">Above 0, at most 1, 9 decimals; the shares of a conversion sum to exactly 1.</param>
[GenerateSerializer, Immutable, Alias("credit")]
public readonly record struct Credit(
    [property: Id(0)] Guid ScanSessionId,
    [property: Id(1)] string? Qrid,
    [property: Id(2)] decimal Share);
