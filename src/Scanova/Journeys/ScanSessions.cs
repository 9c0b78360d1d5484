using System.Runtime.InteropServices;
using Scanova.Events;

namespace Scanova.Journeys;

/// <summary>The scan sessions of a site with their originals, by number from 1 on.</summary>
internal sealed class ScanSessions
{
    private readonly Ids _ids = new();
    private readonly EventBlocks _events = new();
    private readonly Column<JourneyFacts> _facts = new();
    private readonly List<List<Repeat>> _repeats = [];
    private readonly List<(long First, long Last)> _times = [];
    private readonly List<int> _touched = [];

    public ScanSessions() => AddRow();

    public Shapes Shapes { get; } = new();

    public Legs Legs { get; } = new();

    /// <summary>How many parts <see cref="FactsWithin"/> has.</summary>
    public int Parts => _facts.Pieces;

    public Guid Id(int session) => _ids[session];

    public ref readonly JourneyFacts Facts(int session) => ref _facts[session];

    /// <returns>The facts of some sessions, and the number of the first; nothing when none of them has an event or a duplicate in the period.</returns>
    public ReadOnlySpan<JourneyFacts> FactsWithin(int part, long start, long end, out int first)
    {
        first = part * Column<JourneyFacts>.PieceLength;
        return part < _times.Count && _times[part].Last >= start && _times[part].First < end ? _facts.Piece(part) : [];
    }

    public int Find(Guid id) => _ids.Find(id);

    /// <returns>The number of the session, which is new if there was none.</returns>
    public int Number(Guid id)
    {
        var session = _ids.Number(id);
        if (session == _facts.Count) AddRow();
        return session;
    }

    /// <summary>Adds an original. Until <see cref="Settle"/>, nothing else may be asked.</summary>
    public void Add(int session, in CodedEvent e)
    {
        ref var facts = ref _facts[session];
        if (!facts.IsTouched) _touched.Add(session);
        facts.IsTouched = true;
        facts.IsUnordered |= _events.Append(session, e);
    }

    /// <summary>Its only visitor is shared from now on.</summary>
    public void ShareVisitor(int session, int shared) => _facts[session].SharedVisitor = shared;

    /// <summary>Adds a duplicate.</summary>
    public void AddRepeat(in Repeat repeat)
    {
        var part = repeat.Session / Column<JourneyFacts>.PieceLength;
        while (_repeats.Count <= part) _repeats.Add([]);
        _repeats[part].Add(repeat);
        Include(repeat.Session, repeat.Time, repeat.Time);
    }

    /// <summary>The duplicates of the sessions of a part: beside their sessions, so that reading both takes one way through memory.</summary>
    public ReadOnlySpan<Repeat> Repeats(int part) => part < _repeats.Count ? CollectionsMarshal.AsSpan(_repeats[part]) : [];

    /// <summary>When the scan happened, else the first event, in ticks.</summary>
    /// <param name="session">With an original.</param>
    public long TouchTime(int session)
    {
        var events = Events(session);
        for (var i = 0; i < events.Count; i++)
        {
            if (events.KindAt(i).Source == EventSource.Scan) return events.Times[i];
        }

        return events.Times[0];
    }

    public EventSpan Events(int session)
    {
        ref readonly var block = ref _events[session];
        return block.Count == 0 ? default : new EventSpan(_events.ChunkOf(block), block.Start, block.Count);
    }

    /// <summary>Puts the events that were added in their places and tells anew what the sessions are.</summary>
    public void Settle(EventDetails details, PropertyCodes codes, VisitorSessions sessionsOf)
    {
        foreach (var session in _touched)
        {
            if (_facts[session].IsUnordered) _events.Sort(session);
            var events = Events(session);
            var facts = Facts(events, details, codes);
            facts.Whole.Next = Legs.Replace(_facts[session].Whole.Next, events, Shapes);
            if (facts.Visitor == JourneyFacts.SeveralVisitors) ShareVisitors(events, sessionsOf);
            _facts[session] = facts with { SharedVisitor = facts.Visitor > 0 ? sessionsOf.SharedNumber(facts.Visitor) : facts.Visitor };
            Include(session, facts.Whole.First, facts.Whole.Last);
        }

        _touched.Clear();
        _touched.TrimExcess();
    }

    /// <summary>Its own visitor a session needs no number to be counted once for, several it does.</summary>
    private void ShareVisitors(in EventSpan events, VisitorSessions sessionsOf)
    {
        foreach (var visitor in events.Visitors)
        {
            if (visitor != 0) sessionsOf.Share(visitor, this);
        }
    }

    private JourneyFacts Facts(in EventSpan events, EventDetails details, PropertyCodes codes)
    {
        int scan = -1, browser = -1, typed = -1, placed = -1;
        for (var i = 0; i < events.Count && (scan < 0 || browser < 0 || typed < 0 || placed < 0); i++)
        {
            var source = events.KindAt(i).Source;
            ref readonly var detail = ref details.Of(events.Heads[i]);
            if (scan < 0 && source == EventSource.Scan) scan = i;
            if (browser < 0 && source == EventSource.Browser) browser = i;
            if (typed < 0 && source == EventSource.Browser && codes.HasType(detail.Device)) typed = i;
            if (placed < 0 && codes.HasCountry(detail.Place)) placed = i;
        }

        var (ofScan, ofTyped, ofPlaced) = (Of(scan, events), Of(typed, events), Of(placed, events));
        return new JourneyFacts
        {
            Whole = Legs.Leg(events, 0, events.Count, Shapes),
            Qrid = ofScan.Qrid,
            Device = codes.HasType(ofScan.Device) ? ofScan.Device : ofTyped.Device,
            Place = codes.HasCountry(ofScan.Place) ? ofScan.Place : ofPlaced.Place,
            Visitor = Visitor(events.Visitors),
            IsBot = (scan >= 0 && events.KindAt(scan).IsBot) || (browser >= 0 && events.KindAt(browser).IsBot),
        };

        EventDetail Of(int i, in EventSpan events) => i < 0 ? default : details.Of(events.Heads[i]);
    }

    private static int Visitor(ReadOnlySpan<int> named)
    {
        var first = named.IndexOfAnyExcept(0);
        if (first < 0) return 0;
        return named.ContainsAnyExcept(0, named[first]) ? JourneyFacts.SeveralVisitors : named[first];
    }

    /// <summary>Remembers that an event of the session may be there.</summary>
    private void Include(int session, long first, long last)
    {
        var part = session / Column<JourneyFacts>.PieceLength;
        while (_times.Count <= part) _times.Add((long.MaxValue, long.MinValue));
        _times[part] = (Math.Min(_times[part].First, first), Math.Max(_times[part].Last, last));
    }

    private void AddRow()
    {
        _events.AddOwner();
        _facts.Add(new JourneyFacts { Whole = new JourneyLeg { First = long.MaxValue, Last = long.MinValue } });
    }
}
