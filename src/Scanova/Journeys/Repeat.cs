namespace Scanova.Journeys;

/// <summary>A duplicate.</summary>
/// <param name="Time">When it happened, in ticks.</param>
/// <param name="Session">Number of its scan session; 0: none.</param>
internal readonly record struct Repeat(long Time, EventHead Head, int Session);
