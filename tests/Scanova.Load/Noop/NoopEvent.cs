using System.Text.Json.Serialization;

namespace Scanova.Load.Noop;

/// <summary>The fields of an event as they stand on the wire, nothing judged.</summary>
internal sealed record NoopEvent
{
    public string? SiteId { get; init; }
    public string? EventName { get; init; }
    public string? EventType { get; init; }
    public Guid? EventId { get; init; }
    public Guid? ScanSessionId { get; init; }
    public Guid? WebSessionId { get; init; }
    public Guid? VisitorId { get; init; }
    public string? PageUrl { get; init; }
    public string? PageTitle { get; init; }
    public string? Referrer { get; init; }
    public NoopDevice? Device { get; init; }
    public NoopValue? ConversionValue { get; init; }
    public string? Consent { get; init; }
}

internal sealed record NoopDevice(string? UserAgent, int? ScreenWidth, int? ScreenHeight, string? Language);

internal sealed record NoopValue(decimal Amount, string? Currency);

internal sealed record NoopBatch(List<NoopEvent> Events);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NoopEvent))]
[JsonSerializable(typeof(NoopBatch))]
internal sealed partial class NoopJson : JsonSerializerContext;
