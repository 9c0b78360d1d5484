using Scanova.Events;

namespace Scanova.Journeys;

/// <summary>The scan sessions of a site with their originals, by number from 1 on.</summary>
internal sealed class ScanSessions
{
    private readonly Ids _ids = new();
    private readonly EventBlocks _events = new();
    private readonly Column<JourneyFacts> _facts = new();
    private readonly List<(long First, long Last)> _times = [];
    private readonly List<int> _touched = [];

    public ScanSessions() => AddRow();

    /// <summary>The highest number.</summary>
    public int Last => _ids.Last;

    public Shapes Shapes { get; } = new();

    /// <summary>How many parts <see cref="FactsWithin"/> has.</summary>
    public int Parts => _facts.Pieces;

    public Guid Id(int session) => _ids[session];

    public ref readonly JourneyFacts Facts(int session) => ref _facts[session];

    /// <returns>The facts of some sessions, and the number of the first; nothing when none of them has an event in the period.</returns>
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

    public EventSpan Events(int session)
    {
        ref readonly var block = ref _events[session];
        return block.Count == 0 ? default : new EventSpan(_events.ChunkOf(block), block.Start, block.Count);
    }

    /// <summary>Puts the events that were added in their places and tells anew what the sessions are.</summary>
    public void Settle(EventDetails details, PropertyCodes codes)
    {
        foreach (var session in _touched)
        {
            if (_facts[session].IsUnordered) _events.Sort(session);
            var events = Events(session);
            _facts[session] = Facts(events, details, codes);
            Include(session / Column<JourneyFacts>.PieceLength, events.Times);
        }

        _touched.Clear();
        _touched.TrimExcess();
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
            First = events.Times[0],
            Last = events.Times[^1],
            TouchedAt = Math.Max(scan, 0),
            Qrid = ofScan.Qrid,
            Device = codes.HasType(ofScan.Device) ? ofScan.Device : ofTyped.Device,
            Place = codes.HasCountry(ofScan.Place) ? ofScan.Place : ofPlaced.Place,
            Visitor = Visitor(events.Visitors),
            Shape = Shapes.Of(events.Heads),
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

    private void Include(int part, ReadOnlySpan<long> times)
    {
        while (_times.Count <= part) _times.Add((long.MaxValue, long.MinValue));
        _times[part] = (Math.Min(_times[part].First, times[0]), Math.Max(_times[part].Last, times[^1]));
    }

    private void AddRow()
    {
        _events.AddOwner();
        _facts.Add(new JourneyFacts { First = long.MaxValue, Last = long.MinValue });
    }
}
