using Scanova.Attribution;
using Scanova.Events;

namespace Scanova.Visitors;

/// <summary>What <c>GET /visitors/{visitor_id}</c> tells (contract section 9). Times UTC; lists never null, the newest 1,000.</summary>
[GenerateSerializer, Immutable, Alias("visitor-view")]
public sealed record VisitorView
{
    [Id(0)] public required Guid VisitorId { get; init; }
    [Id(1)] public required string SiteId { get; init; }
    [Id(2)] public DateTime? FirstSeen { get; init; }
    [Id(3)] public DateTime? LastSeen { get; init; }

    /// <summary>Originals that name the visitor, scans left out.</summary>
    [Id(4)] public required long EventCount { get; init; }

    /// <summary>The visitor's scan sessions in time order.</summary>
    [Id(5)] public required IReadOnlyList<Touchpoint> Touchpoints { get; init; }

    /// <summary>In time order, with the credit each touchpoint earns under each model; the newest, as many as name 100,000 credits.</summary>
    [Id(6)] public required IReadOnlyList<CreditedConversion> Conversions { get; init; }

    /// <summary>Conversions and refunds summed, by currency.</summary>
    [Id(7)] public required IReadOnlyList<Money> Revenue { get; init; }
}
