using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;
using Scanova.Sessions;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>
/// What one stream (a scan session, or the visitor's own) adds to a visitor's state, under one conversion rule: a pure fold
/// of the stream's rows, the same in whatever order they come.
/// </summary>
public sealed class VisitorSession(StreamId stream, Guid visitorId, ConversionRule rule)
{
    private readonly VisitorResolution _visitors = new();
    private readonly List<Candidate> _candidates = [];
    private ScanFact? _scan;
    private DateTime? _sessionStart;

    public long Version { get; private set; }

    /// <summary>The record id of the row at <see cref="Version"/>.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>Originals that name the visitor, the scan left out.</summary>
    public long EventCount { get; private set; }

    public DateTime? FirstSeen { get; private set; }

    public DateTime? LastSeen { get; private set; }

    /// <summary>Null for the visitor's own stream.</summary>
    public Touchpoint? Touchpoint => stream.Kind == StreamKind.ScanSession && (_scan?.At.EventTime ?? _sessionStart) is { } at
        ? new Touchpoint(stream.Id, _scan?.Qrid, at)
        : null;

    public void Apply(StoredEvent row)
    {
        if (row.Version > Version) (Version, RecordId) = (row.Version, row.Event.RecordId);
        if (row.IsDuplicate) return;

        var e = row.Event;
        var at = Position.Of(row);
        if (_sessionStart is null || e.EventTime < _sessionStart) _sessionStart = e.EventTime;
        if (e.VisitorId is { } named) _visitors.Add(at, named);
        if (e.Source == EventSource.Scan)
        {
            if (_scan is not { } scan || at < scan.At) _scan = new ScanFact(e.Qrid, at);
            return;
        }

        if (e.VisitorId == visitorId) See(e.EventTime);
        if (e.VisitorId is { } owner && owner != visitorId) return;
        if (e.IsRefund || rule.Names(e.Source, e.Name)) _candidates.Add(new Candidate(at, e.VisitorId is not null, e.IsRefund, e.AsConversion()));
    }

    /// <summary>The conversions that are this visitor's, in journey order.</summary>
    public IEnumerable<Conversion> Conversions() => Owned().Where(c => !c.IsRefund).OrderBy(c => c.At).Select(c => c.Event);

    /// <summary>The amounts of this visitor's conversions and refunds.</summary>
    public IEnumerable<Money> Amounts() => Owned().Where(c => c.Event.Value is not null).Select(c => c.Event.Value!.Value);

    private IEnumerable<Candidate> Owned() =>
        _candidates.Where(c => c.NamesVisitor || _visitors.VisitorAt(c.At.EventTime) == visitorId);

    private void See(DateTime time)
    {
        EventCount++;
        if (FirstSeen is null || time < FirstSeen) FirstSeen = time;
        if (LastSeen is null || time > LastSeen) LastSeen = time;
    }

    private readonly record struct Candidate(Position At, bool NamesVisitor, bool IsRefund, Conversion Event);
}
