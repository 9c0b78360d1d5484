using Scanova.Events;
using Scanova.Load.Workloads;
using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Load.Filling;

/// <summary>
/// The rows of a site over 90 days, the same for the same seed and QR codes, in the order of receipt: a scan session for about
/// every ten rows, 3 % of them bots', 5 % without a scan, a fifth by visitors who come again and again; a fifth go on days
/// later. 3 % of the rows are repeats, 1 % arrive hours late, some name no scan session.
/// </summary>
internal sealed class MadeJourneys(string siteId, IReadOnlyList<string> qrids, int seed, long rows)
{
    /// <summary>The first of the 90 days.</summary>
    public static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static readonly DateOnly LastDay = FirstDay.AddDays(89);

    /// <summary>What <see cref="Visit"/> comes to, so that the rows last for the 90 days.</summary>
    private const double RowsPerSession = 10.1;

    private const int MostRegulars = 20_000;

    private readonly Random _random = new(seed);
    private readonly Ids _ids = new((ulong)seed);
    private readonly PriorityQueue<Draft, DateTime> _underWay = new();
    private readonly List<Person> _regulars = [];
    private readonly Dictionary<StreamId, Stream> _visitors = [];
    private long _numbers;

    public IEnumerable<StoredEvent> Rows()
    {
        var start = FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var step = TimeSpan.FromDays(90) / Math.Max(rows / RowsPerSession, 1);
        var given = 0L;
        for (var session = 0L; given < rows; session++)
        {
            var begins = start + (step * (session + _random.NextDouble()));
            for (; given < rows && _underWay.TryPeek(out var draft, out var receivedAt) && receivedAt < begins; given++)
            {
                _underWay.Dequeue();
                yield return draft.ToRow();
            }

            Begin(begins);
        }
    }

    private void Begin(DateTime at)
    {
        var person = DrawPerson();
        var isLinked = _random.NextDouble() >= 0.05;
        var qrid = qrids[Person.Skewed(_random, qrids.Count)];
        var stream = new Stream(StreamId.ScanSession(siteId, NewId(IdKind.Session)));
        Guid[] webSessions = [NewId(IdKind.WebSession), NewId(IdKind.WebSession)];
        foreach (var step in Visit.Draw(_random, person, isLinked))
        {
            var e = EventOf(step, at + step.After, person, webSessions[step.IsReturn ? 1 : 0]) with { ScanSessionId = stream.Id.Id };
            Plan(stream, e.Source == EventSource.Scan ? e with { Qrid = qrid } : e);
        }

        if (_random.NextDouble() < 0.02) PlanWithoutSession(at, person);
    }

    /// <summary>One in seven becomes a regular, and every fifth session is one's.</summary>
    private Person DrawPerson()
    {
        if (_regulars.Count > 0 && _random.NextDouble() < 0.2) return _regulars[_random.Next(_regulars.Count)];
        var person = Person.Draw(_random, NewId(IdKind.Visitor));
        if (person.VisitorId is null || _random.NextDouble() >= 0.15) return person;
        if (_regulars.Count < MostRegulars) _regulars.Add(person);
        else _regulars[_random.Next(MostRegulars)] = person;
        return person;
    }

    /// <summary>A page seen outside of any scan session, by a known visitor or by nobody in particular.</summary>
    private void PlanWithoutSession(DateTime at, Person person)
    {
        var e = EventOf(new Step(TimeSpan.Zero, EventSource.Browser, "page_view"), at, person, NewId(IdKind.WebSession));
        var id = StreamId.Of(e);
        if (!_visitors.TryGetValue(id, out var stream)) stream = new Stream(id);
        if (id.Kind == StreamKind.Visitor) _visitors[id] = stream;
        Plan(stream, e);
    }

    private void Plan(Stream stream, Event e)
    {
        var received = e with { ReceivedAt = e.EventTime + Delay() };
        _underWay.Enqueue(new Draft(stream, received, IsDuplicate: false), received.ReceivedAt);
        if (e.Source == EventSource.Scan || _random.NextDouble() >= 0.03) return;

        var repeat = received with { RecordId = NewId(IdKind.Record), ReceivedAt = received.ReceivedAt.AddMilliseconds(_random.Next(1_000, 30_000)) };
        if (stream.Id.Kind != StreamKind.Lone) _underWay.Enqueue(new Draft(stream, repeat, IsDuplicate: true), repeat.ReceivedAt);
    }

    private TimeSpan Delay() => _random.NextDouble() < 0.01
        ? TimeSpan.FromSeconds(_random.Next(3_600, 48 * 3_600))
        : TimeSpan.FromMilliseconds(_random.Next(30, 400));

    private Event EventOf(Step step, DateTime at, Person person, Guid webSession)
    {
        var isServer = step.Source == EventSource.Server;
        var isBrowser = step.Source == EventSource.Browser;
        var whole = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        var page = _random.Next(200);
        return new Event
        {
            RecordId = NewId(IdKind.Record),
            SiteId = siteId,
            Source = step.Source,
            EventId = NewId(IdKind.Event),
            Name = step.Name,
            EventTime = whole,
            ReceivedAt = whole,
            WebSessionId = isBrowser ? webSession : null,
            VisitorId = isBrowser ? person.VisitorId : null,
            PageUrl = isBrowser ? $"https://shop.example.com/products/{page}?utm_source=qr" : null,
            PageTitle = isBrowser ? $"Product {page}" : null,
            Referrer = isBrowser ? "https://shop.example.com/" : null,
            Location = isServer ? null : person.Location,
            Device = isServer ? null : person.Device,
            Value = step.Value,
            Metadata = step.Source == EventSource.Scan ? null : $$"""{"item":{{page}}}""",
            Consent = isBrowser ? ConsentState.Granted : null,
        };
    }

    private Guid NewId(IdKind kind) => _ids.Of(kind, _numbers++);

    /// <summary>A stream and the versions given out in it.</summary>
    private sealed class Stream(StreamId id)
    {
        public StreamId Id => id;

        public long Version { get; set; }
    }

    /// <summary>A row that is on its way to the service.</summary>
    private readonly record struct Draft(Stream Stream, Event Event, bool IsDuplicate)
    {
        public StoredEvent ToRow() => new(Stream.Id, ++Stream.Version, IsDuplicate, Event);
    }
}
