using Scanova.Privacy;

namespace Scanova.Events;

/// <summary>
/// An accepted event: every rule of contract sections 2 and 3 has been checked, the raw address and user agent are gone.
/// It still holds what consent may forbid to store; <see cref="ConsentPolicy"/> takes that out before it reaches the log.
/// </summary>
[GenerateSerializer, Immutable, Alias("event")]
public sealed record Event
{
    /// <summary>Made once per received event at the edge; makes our own retries harmless.</summary>
    [Id(0)] public required Guid RecordId { get; init; }
    [Id(1)] public required string SiteId { get; init; }
    [Id(2)] public required EventSource Source { get; init; }
    [Id(3)] public required Guid EventId { get; init; }
    [Id(4)] public required string Name { get; init; }

    /// <summary>When it happened, UTC, whole milliseconds: orders a journey.</summary>
    [Id(5)] public required DateTime EventTime { get; init; }

    /// <summary>When it was received, UTC, whole milliseconds: orders the log.</summary>
    [Id(6)] public required DateTime ReceivedAt { get; init; }
    [Id(7)] public Guid? ScanSessionId { get; init; }
    [Id(8)] public Guid? WebSessionId { get; init; }
    [Id(9)] public Guid? VisitorId { get; init; }

    /// <summary>The QR code of a scan; null on every other event, whose code is that of its session's scan (contract section 8).</summary>
    [Id(10)] public string? Qrid { get; init; }
    [Id(11)] public string? PageUrl { get; init; }
    [Id(12)] public string? PageTitle { get; init; }
    [Id(13)] public string? Referrer { get; init; }
    [Id(14)] public Location? Location { get; init; }
    [Id(15)] public Device? Device { get; init; }
    [Id(16)] public Money? Value { get; init; }
    [Id(17)] public UserIdentifiers? User { get; init; }

    /// <summary><c>metadata</c> or <c>properties</c> as compact JSON, at most 10,240 bytes.</summary>
    [Id(18)] public string? Metadata { get; init; }

    /// <summary>What the event itself states; null when it states nothing.</summary>
    [Id(19)] public ConsentState? Consent { get; init; }

    /// <summary>True for a bot's scan or browser event; always false for server events.</summary>
    public bool IsBot => Device is { IsBot: true };

    /// <summary>A negative amount is a refund and never a conversion (contract section 8).</summary>
    public bool IsRefund => Value is { Amount: < 0 };
}
