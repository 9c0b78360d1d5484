namespace Scanova.Events;

/// <summary>Where the address of a scan or browser event is, when a location database is configured (contract section 8).</summary>
[GenerateSerializer, Immutable, Alias("location")]
public sealed record Location(
    [property: Id(0)] string? Country,
    [property: Id(1)] string? Region,
    [property: Id(2)] string? City);
