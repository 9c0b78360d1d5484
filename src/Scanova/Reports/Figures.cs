using Scanova.Events;

namespace Scanova.Reports;

/// <summary>The figures of one row of a report (contract section 14).</summary>
[GenerateSerializer, Immutable, Alias("figures")]
public sealed record Figures
{
    [Id(0)] public long Scans { get; init; }

    /// <summary>Scan sessions with any event, a scan included.</summary>
    [Id(1)] public long Sessions { get; init; }

    /// <summary>Different visitors that events name.</summary>
    [Id(2)] public long Visitors { get; init; }

    /// <summary>Originals, scans left out.</summary>
    [Id(3)] public long Events { get; init; }
    [Id(4)] public long Duplicates { get; init; }
    [Id(5)] public long Conversions { get; init; }

    /// <summary>Scan sessions with a conversion.</summary>
    [Id(6)] public long ConvertedSessions { get; init; }

    /// <summary>Converted sessions in a hundred sessions.</summary>
    public decimal ConversionRate => Percent.Of(ConvertedSessions, Sessions);

    /// <summary>The amounts of conversions, by currency.</summary>
    [Id(7)] public IReadOnlyList<Money> Revenue { get; init; } = [];

    /// <summary>The amounts of refunds, positive, by currency.</summary>
    [Id(8)] public IReadOnlyList<Money> Refunds { get; init; } = [];
}

/// <summary>What names a row: nothing, one text, or the parts of a device or a place. A part may be unknown.</summary>
[GenerateSerializer, Immutable, Alias("report-key")]
public readonly record struct ReportKey(
    [property: Id(0)] string? First,
    [property: Id(1)] string? Second = null,
    [property: Id(2)] string? Third = null);

/// <summary>One row of a report.</summary>
[GenerateSerializer, Immutable, Alias("figure-row")]
public sealed record FigureRow([property: Id(0)] ReportKey Key, [property: Id(1)] Figures Figures);
