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
    private readonly List<Candidate> _candidates = [];
    private VisitorResolution? _visitors;
    private ScanFact? _scan;
    private DateTime _sessionStart;
    private DateTime _firstSeen;
    private DateTime _lastSeen;

    public StreamId Stream => stream;

    public ConversionRule Rule => rule;

    public long Version { get; private set; }

    /// <summary>The record id of the row at <see cref="Version"/>.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>Originals that name the visitor, the scan left out.</summary>
    public long EventCount { get; private set; }

    public DateTime? FirstSeen => EventCount == 0 ? null : _firstSeen;

    public DateTime? LastSeen => EventCount == 0 ? null : _lastSeen;

    /// <summary>Null for the visitor's own stream.</summary>
    public Touchpoint? Touchpoint => stream.Kind == StreamKind.ScanSession && _sessionStart != default
        ? new Touchpoint(stream.Id, _scan?.Qrid, _scan?.At.EventTime ?? _sessionStart)
        : null;

    /// <summary>The same with nothing folded.</summary>
    public VisitorSession Anew() => new(stream, visitorId, rule);

    public void Apply(StoredEvent row)
    {
        if (row.Version > Version) (Version, RecordId) = (row.Version, row.Event.RecordId);
        if (row.IsDuplicate) return;

        var e = row.Event;
        var at = Position.Of(row);
        if (_sessionStart == default || e.EventTime < _sessionStart) _sessionStart = e.EventTime;
        if (e.VisitorId is { } named) (_visitors ??= new()).Add(at, named);
        if (e.Source == EventSource.Scan)
        {
            if (_scan is not { } scan || at < scan.At) _scan = new ScanFact(e.Qrid, at);
            return;
        }

        if (e.VisitorId == visitorId) See(e.EventTime);
        if (e.VisitorId is { } owner && owner != visitorId) return;
        if (e.IsRefund || rule.Names(e.Source, e.Name)) _candidates.AddSparingly(CandidateOf(e));
    }

    /// <summary>The conversions that are this visitor's, in the order of time.</summary>
    public IEnumerable<Conversion> Conversions() => Owned().Where(c => c.Value is not { Amount: < 0 })
        .OrderBy(c => c.EventTime).ThenBy(c => c.EventId)
        .Select(c => new Conversion(c.EventId, c.Name, c.EventTime, c.Source, c.Value));

    /// <summary>The amounts of this visitor's conversions and refunds.</summary>
    public IEnumerable<Money> Amounts() => Owned().Where(c => c.Value is not null).Select(c => c.Value!.Value);

    private IEnumerable<Candidate> Owned() =>
        _candidates.Where(c => c.NamesVisitor || _visitors?.VisitorAt(c.EventTime) == visitorId);

    private void See(DateTime time)
    {
        if (EventCount == 0 || time < _firstSeen) _firstSeen = time;
        if (EventCount == 0 || time > _lastSeen) _lastSeen = time;
        EventCount++;
    }

    /// <summary>Rows that were read have strings of their own; mostly they say what the one before said.</summary>
    private Candidate CandidateOf(Event e)
    {
        if (_candidates.Count == 0) return new Candidate(e, e.Name, e.Value);
        var before = _candidates[^1];
        return new Candidate(
            e,
            before.Name == e.Name ? before.Name : e.Name,
            e.Value is { } value && before.Value is { } money && money.Currency == value.Currency ? money with { Amount = value.Amount } : e.Value);
    }
}
