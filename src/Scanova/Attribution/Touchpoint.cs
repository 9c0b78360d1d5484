namespace Scanova.Attribution;

/// <summary>A scan session of a visitor that can earn credit for a conversion.</summary>
/// <param name="At">The scan's time, else the session's earliest event time.</param>
[GenerateSerializer, Immutable, Alias("touchpoint")]
public readonly record struct Touchpoint(
    [property: Id(0)] Guid ScanSessionId,
    [property: Id(1)] string? Qrid,
    [property: Id(2)] DateTime At);
