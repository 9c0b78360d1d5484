using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Reports;

/// <summary>
/// A stream as reports see it, whole: what a scan session is (its QR code, whether it is a bot's, on which device) is told by
/// all its events, also those outside a report's period (contract section 8).
/// </summary>
public sealed class Journey
{
    private readonly List<JourneyEvent> _events = [];
    private readonly List<JourneyEvent> _repeats = [];
    private readonly bool _isBot;
    private readonly Device? _device;
    private readonly Location? _location;
    private VisitorResolution? _visitors;

    /// <param name="rows">All rows of a scan session, of another stream those that matter; in any order.</param>
    public Journey(StreamId stream, IEnumerable<JourneyEvent> rows)
    {
        Stream = stream;
        foreach (var row in rows) (row.IsDuplicate ? _repeats : _events).Add(row);
        _events.Sort(static (a, b) => a.At.CompareTo(b.At));
        if (ScanSessionId is null) return;

        var scan = Find(e => e.Source == EventSource.Scan);
        _isBot = scan is { IsBot: true } || Find(e => e.Source == EventSource.Browser) is { IsBot: true };
        _device = scan is { Device.Type: not null } ? scan?.Device : Find(e => e.Source == EventSource.Browser && e.Device?.Type is not null)?.Device;
        _location = scan is { Location.Country: not null } ? scan?.Location : Find(e => e.Location?.Country is not null)?.Location;
        if (_events.Count > 0) Touchpoint = new Touchpoint(Stream.Id, scan?.Qrid, (scan ?? _events[0]).Time);
    }

    public StreamId Stream { get; }

    /// <summary>Null for events that name none.</summary>
    public Guid? ScanSessionId => Stream.Kind == StreamKind.ScanSession ? Stream.Id : null;

    /// <summary>The originals in the order of the journey.</summary>
    public IReadOnlyList<JourneyEvent> Events => _events;

    /// <summary>The duplicates, in no order.</summary>
    public IReadOnlyList<JourneyEvent> Repeats => _repeats;

    /// <summary>Null for what is no scan session, or has only duplicates.</summary>
    public Touchpoint? Touchpoint { get; }

    /// <summary>Of the session's scan; null while that has not arrived.</summary>
    public string? Qrid => Touchpoint?.Qrid;

    /// <summary>Whether the event is left out as a bot's: with its whole session, or by itself if it has none.</summary>
    public bool IsBots(in JourneyEvent e) => ScanSessionId is null ? e.IsBot : _isBot;

    /// <summary>The device of the session: its scan's, else its first browser event's; server events have none of their own.</summary>
    public Device? DeviceOf(in JourneyEvent e) => ScanSessionId is null ? e.Device : _device;

    /// <summary>The place of the session: its scan's, else its first event's that has one.</summary>
    public Location? LocationOf(in JourneyEvent e) => ScanSessionId is null ? e.Location : _location;

    /// <summary>Whose the event is: its own visitor, else the one the session had then (contract section 9).</summary>
    public Guid? VisitorOf(in JourneyEvent e) => e.VisitorId ?? (_visitors ??= Resolution()).VisitorAt(e.Time);

    private VisitorResolution Resolution()
    {
        var resolution = new VisitorResolution();
        foreach (var e in _events)
        {
            if (e.VisitorId is { } visitor) resolution.Add(e.At, visitor);
        }

        return resolution;
    }

    private JourneyEvent? Find(Predicate<JourneyEvent> match)
    {
        foreach (var e in _events)
        {
            if (match(e)) return e;
        }

        return null;
    }
}
