namespace Scanova.Events;

/// <summary>What the user agent told, classified; the raw string is never kept (contract section 8).</summary>
/// <param name="Type"><c>mobile</c>, <c>tablet</c>, <c>desktop</c>, <c>tv</c>, <c>bot</c> or <c>other</c>.</param>
/// <param name="ScreenWidth">Pixels, 0–100,000.</param>
/// <param name="ScreenHeight">Pixels, 0–100,000.</param>
[GenerateSerializer, Immutable, Alias("device")]
public sealed record Device(
    [property: Id(0)] string? Type,
    [property: Id(1)] string? Browser,
    [property: Id(2)] string? Os,
    [property: Id(3)] string? Language,
    [property: Id(4)] int? ScreenWidth,
    [property: Id(5)] int? ScreenHeight,
    [property: Id(6)] bool IsBot);
