using Scanova.Events;
using Scanova.Sites;

namespace Scanova.Reports;

/// <summary>What a report is about, and the settings its site has now.</summary>
[GenerateSerializer, Immutable, Alias("report-scope")]
public sealed record ReportScope
{
    [Id(0)] public required ReportDays Days { get; init; }

    [Id(1)] public required ConversionRule Rule { get; init; }

    /// <summary>Only sessions of these QR codes; null: all, the unlinked too.</summary>
    [Id(2)] public IReadOnlyList<string>? Qrids { get; init; }

    /// <summary>Only events shown under this name; null: all.</summary>
    [Id(3)] public string? EventName { get; init; }

    [Id(4)] public bool IncludeBots { get; init; }

    /// <summary>
    /// Count as <c>POST /analytics/ct/</c> does: names stay as sent, scans are no events, and every event is a conversion unless
    /// the site names its own.
    /// </summary>
    [Id(5)] public bool AsHosted { get; init; }

    /// <summary>Whether events of this name and source count, but for the period, the QR code and bots.</summary>
    public bool Has(EventSource source, string name) =>
        (EventName is null || EventNames.Shown(name) == EventName) && !(AsHosted && source == EventSource.Scan);

    /// <summary>Whether events of this name and source are conversions, if they are no refunds.</summary>
    public bool IsConversion(EventSource source, string name) =>
        Rule.Names(source, name) || (AsHosted && Rule.EventNames.Count == 0 && source != EventSource.Scan);

    public string Shown(string sent) => AsHosted ? sent : EventNames.Shown(sent);
}
