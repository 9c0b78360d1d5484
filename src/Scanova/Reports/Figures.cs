using Scanova.Events;

namespace Scanova.Reports;

/// <summary>The figures of one row of a report (contract section 14).</summary>
public sealed record Figures
{
    public long Scans { get; init; }

    /// <summary>Scan sessions with any event, a scan included.</summary>
    public long Sessions { get; init; }

    /// <summary>Different visitors that events name.</summary>
    public long Visitors { get; init; }

    /// <summary>Originals, scans left out.</summary>
    public long Events { get; init; }
    public long Duplicates { get; init; }
    public long Conversions { get; init; }

    /// <summary>Scan sessions with a conversion.</summary>
    public long ConvertedSessions { get; init; }

    /// <summary>Converted sessions in a hundred sessions.</summary>
    public decimal ConversionRate => Percent.Of(ConvertedSessions, Sessions);

    /// <summary>The amounts of conversions, by currency.</summary>
    public IReadOnlyList<Money> Revenue { get; init; } = [];

    /// <summary>The amounts of refunds, positive, by currency.</summary>
    public IReadOnlyList<Money> Refunds { get; init; } = [];
}

/// <summary>What names a row: nothing, one text, or the parts of a device or a place. A part may be unknown.</summary>
public readonly record struct ReportKey(string? First, string? Second = null, string? Third = null);

/// <summary>One row of a report.</summary>
public sealed record FigureRow(ReportKey Key, Figures Figures);
