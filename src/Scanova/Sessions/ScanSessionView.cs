using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Sessions;

/// <summary>What <c>GET /sessions/{scan_session_id}</c> tells (contract section 9). Times UTC; lists never null, the newest 1,000.</summary>
[GenerateSerializer, Immutable, Alias("scan-session-view")]
public sealed record ScanSessionView
{
    [Id(0)] public required Guid ScanSessionId { get; init; }
    [Id(1)] public required string SiteId { get; init; }
    [Id(2)] public string? Qrid { get; init; }

    /// <summary>Whether a scan of ours made the session.</summary>
    [Id(3)] public required bool Linked { get; init; }
    [Id(4)] public DateTime? ScannedAt { get; init; }
    [Id(5)] public DateTime? FirstSeen { get; init; }
    [Id(6)] public DateTime? LastSeen { get; init; }
    [Id(7)] public string? LandingPage { get; init; }

    /// <summary>Originals, the scan left out.</summary>
    [Id(8)] public required long EventCount { get; init; }
    [Id(9)] public required long DuplicateCount { get; init; }

    /// <summary>By name, ordinal.</summary>
    [Id(10)] public required IReadOnlyList<NameCount> Events { get; init; }
    [Id(11)] public required IReadOnlyList<Guid> WebSessionIds { get; init; }
    [Id(12)] public required IReadOnlyList<Guid> VisitorIds { get; init; }
    [Id(13)] public ConsentState? Consent { get; init; }
    [Id(14)] public required IReadOnlyList<ConsentStatement> ConsentTrail { get; init; }

    /// <summary>In journey order.</summary>
    [Id(15)] public required IReadOnlyList<Conversion> Conversions { get; init; }

    /// <summary>Conversions and refunds summed, by currency.</summary>
    [Id(16)] public required IReadOnlyList<Money> Revenue { get; init; }
}

[GenerateSerializer, Immutable, Alias("name-count")]
public readonly record struct NameCount([property: Id(0)] string Name, [property: Id(1)] long Count);

/// <summary>An event that counted as a goal.</summary>
[GenerateSerializer, Immutable, Alias("conversion")]
public sealed record Conversion(
    [property: Id(0)] Guid EventId,
    [property: Id(1)] string EventName,
    [property: Id(2)] DateTime EventTime,
    [property: Id(3)] EventSource Source,
    [property: Id(4)] Money? Value);
