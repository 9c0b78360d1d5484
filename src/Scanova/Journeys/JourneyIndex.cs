using Scanova.Attribution;
using Scanova.Log;
using Scanova.Reports;

namespace Scanova.Journeys;

/// <summary>
/// The journeys of a site in memory, for reports. A fold of the site's rows that is the same in whatever order they come, so
/// it can't disagree with them. Settings of the site never enter it: they are applied on reading.
/// </summary>
public sealed class JourneyIndex
{
    private readonly SeenPositions _seen = new();
    private readonly Ids _visitors = new();
    private readonly VisitorSessions _sessionsOf = new();

    internal PropertyCodes Codes { get; } = new();

    internal EventDetails Details { get; } = new();

    internal ScanSessions Sessions { get; } = new();

    /// <summary>Originals without a scan session: each is a journey of its own.</summary>
    internal EventList Lone { get; } = new();

    /// <summary>Duplicates without a scan session.</summary>
    internal Column<Repeat> LoneRepeats { get; } = new();

    /// <inheritdoc cref="VisitorSessions.LastShared"/>
    internal int LastSharedVisitor => _sessionsOf.LastShared;

    /// <summary>Adds a row, unless it was added before. Until <see cref="Settle"/>, nothing may be read.</summary>
    public void Add(in FeedRow row)
    {
        if (!_seen.Add(row.LogPosition)) return;

        var session = row.Stream.Kind == StreamKind.ScanSession ? Sessions.Number(row.Stream.Id) : 0;
        var e = Coded(row.Event);
        if (row.Event.IsDuplicate)
        {
            var repeat = new Repeat(e.Time, e.Head, session);
            if (session == 0) LoneRepeats.Add(repeat);
            else Sessions.AddRepeat(repeat);
            return;
        }

        if (session == 0) Lone.Add(e);
        else Sessions.Add(session, e);
        if (e.Visitor != 0) _sessionsOf.Add(e.Visitor, session, Sessions);
    }

    /// <summary>Makes what was added readable.</summary>
    /// <param name="settled">Rows up to this log position are not added again.</param>
    public void Settle(long settled)
    {
        Sessions.Settle(Details, Codes, _sessionsOf);
        _seen.Forget(settled);
    }

    /// <returns>A journey without events when no row is of this scan session.</returns>
    public Journey ScanSession(Guid id)
    {
        var session = Sessions.Find(id);
        return new Journey(this, session, Sessions.Events(session), in Sessions.Facts(session));
    }

    /// <summary>What an event without a scan session is by itself.</summary>
    /// <param name="time">In ticks.</param>
    /// <param name="visitor">Number of the one it names; 0: none.</param>
    internal JourneyFacts FactsOf(long time, in EventHead head, int visitor)
    {
        ref readonly var detail = ref Details.Of(head);
        return new JourneyFacts
        {
            Whole = new JourneyLeg { First = time, Last = time },
            Device = detail.Device,
            Place = detail.Place,
            Visitor = visitor,
            SharedVisitor = visitor == 0 ? 0 : _sessionsOf.SharedNumber(visitor),
            IsBot = head.Kind.IsBot,
        };
    }

    /// <param name="session">With an original.</param>
    internal Touchpoint TouchpointOf(int session)
    {
        ref readonly var facts = ref Sessions.Facts(session);
        return new Touchpoint(Sessions.Id(session), Codes.Qrids[facts.Qrid], new DateTime(Sessions.TouchTime(session), DateTimeKind.Utc));
    }

    internal Guid Visitor(int number) => _visitors[number];

    /// <inheritdoc cref="VisitorSessions.SharedNumber"/>
    internal int SharedVisitor(int visitor) => _sessionsOf.SharedNumber(visitor);

    private CodedEvent Coded(in JourneyEvent e) => new(
        e.Time.Ticks,
        new EventHead(EventKind.Of(Codes.Names.Code(e.Name), e.Source, e.Value, e.IsBot, e.VisitorId is not null), Details.Add(e, Codes)),
        e.VisitorId is { } visitor ? _visitors.Number(visitor) : 0,
        e.At.ReceivedAt.Ticks,
        (int)Math.Min(e.At.Version, int.MaxValue));
}
