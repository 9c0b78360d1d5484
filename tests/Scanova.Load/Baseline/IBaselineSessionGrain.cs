namespace Scanova.Load.Baseline;

/// <summary>
/// A scan session the way one is first written with Orleans: the grain holds the whole session and writes all of it
/// through ADO.NET storage on every event.
/// </summary>
[Alias("baseline-session")]
internal interface IBaselineSessionGrain : IGrainWithGuidKey
{
    /// <summary>Records the event, durably; true when the session already had one with its id.</summary>
    [Alias("record")]
    Task<bool> Record(BaselineEvent e);
}

[GenerateSerializer, Immutable, Alias("baseline-event")]
internal sealed record BaselineEvent(
    [property: Id(0)] Guid EventId,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTime ReceivedAt,
    [property: Id(3)] decimal? Amount,
    [property: Id(4)] string? Currency,
    [property: Id(5)] string? Consent);
