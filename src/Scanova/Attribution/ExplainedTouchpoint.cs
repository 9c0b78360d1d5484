namespace Scanova.Attribution;

/// <summary>One scan session of a visitor and what it earns of a conversion.</summary>
/// <param name="At">The touch time, also of a session that counts as touched at the moment of the conversion.</param>
/// <param name="Models">One line a model, in the order of the models; empty for a session that is out.</param>
[GenerateSerializer, Immutable, Alias("explained-touchpoint")]
public sealed record ExplainedTouchpoint(
    [property: Id(0)] Guid ScanSessionId,
    [property: Id(1)] string? Qrid,
    [property: Id(2)] DateTime At,
    [property: Id(3)] Standing Standing,
    [property: Id(4)] IReadOnlyList<ExplainedCredit> Models);

/// <param name="Weight">Against the other touchpoints' under the same model; under time decay 2^(−age ÷ 7 days).</param>
/// <param name="Share">As credited: 9 decimals, 0 when the model gives nothing.</param>
[GenerateSerializer, Immutable, Alias("explained-credit")]
public readonly record struct ExplainedCredit(
    [property: Id(0)] AttributionModel Model,
    [property: Id(1)] double Weight,
    [property: Id(2)] decimal Share);
