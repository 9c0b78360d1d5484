using Scanova.Events;
using Scanova.Sites;

namespace Scanova.Reports;

/// <summary>What a report is about, and the settings its site has now.</summary>
public sealed record ReportScope
{
    public required string SiteId { get; init; }

    public required ReportDays Days { get; init; }

    public required ConversionRule Rule { get; init; }

    /// <summary>Only sessions of these QR codes; null: all, the unlinked too.</summary>
    public IReadOnlySet<string>? Qrids { get; init; }

    /// <summary>Only events shown under this name; null: all.</summary>
    public string? EventName { get; init; }

    public bool IncludeBots { get; init; }

    /// <summary>
    /// Count as <c>POST /analytics/ct/</c> does: names stay as sent, scans are no events, and every event is a conversion unless
    /// the site names its own.
    /// </summary>
    public bool AsHosted { get; init; }

    /// <summary>Every journey that could have an event in scope.</summary>
    public JourneySelection Selection => new(SiteId, Days.Start, Days.End, EventName is null ? null : EventNames.Sent(EventName));

    /// <summary>Whether the QR code of the journey's scan is asked for.</summary>
    public bool Has(Journey journey) => Has(journey.Qrid);

    public bool Has(string? qrid) => Qrids is null || (qrid is not null && Qrids.Contains(qrid));

    /// <summary>Whether the event counts: in the period, of the name asked for, and no bot's unless bots are asked for.</summary>
    public bool Has(Journey journey, in JourneyEvent e) =>
        Days.Contains(e.Time) && Admits(journey, e)
        && (EventName is null || EventNames.Shown(e.Name) == EventName)
        && !(AsHosted && e.Source == EventSource.Scan);

    /// <summary>Whether the event may count as far as bots go.</summary>
    public bool Admits(Journey journey, in JourneyEvent e) => IncludeBots || !journey.IsBots(e);

    public bool IsConversion(in JourneyEvent e) =>
        !e.IsRefund && (Rule.Names(e.Source, e.Name) || (AsHosted && Rule.EventNames.Count == 0 && e.Source != EventSource.Scan));

    public string Shown(string sent) => AsHosted ? sent : EventNames.Shown(sent);
}
