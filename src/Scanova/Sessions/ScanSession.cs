using System.Text.Json.Serialization;
using Scanova.Events;
using Scanova.Log;

namespace Scanova.Sessions;

/// <summary>
/// The live state of a scan session: a pure fold of its stored rows, the same in whatever order they are folded. Site
/// settings never enter it; they are applied on reading (<see cref="ScanSessionView"/>). Counts and sums are exact, lists
/// hold the newest 1,000.
/// </summary>
public sealed class ScanSession : IStreamState
{
    [JsonInclude]
    public long Version { get; private set; }

    [JsonInclude]
    public Guid RecordId { get; private set; }

    /// <summary>Originals, the scan left out.</summary>
    [JsonInclude]
    public long EventCount { get; private set; }

    [JsonInclude]
    public long DuplicateCount { get; private set; }

    [JsonInclude]
    public ScanFact? Scan { get; private set; }

    [JsonInclude]
    public DateTime? FirstSeen { get; private set; }

    [JsonInclude]
    public DateTime? LastSeen { get; private set; }

    [JsonInclude]
    public LandingPage? Landing { get; private set; }

    [JsonInclude]
    public Dictionary<string, NameTally> Names { get; private set; } = new(2);

    [JsonInclude]
    public NewestIds WebSessions { get; private set; } = new();

    [JsonInclude]
    public NewestIds Visitors { get; private set; } = new();

    /// <summary>The newest stated consents, in journey order.</summary>
    [JsonInclude]
    public List<ConsentStatement> ConsentTrail { get; private set; } = new(0);

    /// <summary>The originals stored last, in the order of storing: the ids a repeat is known by.</summary>
    [JsonInclude]
    public List<RecentEvent> Recent { get; private set; } = new(4);

    [JsonIgnore]
    public ConsentStatement? LatestConsent => ConsentTrail.Count > 0 ? ConsentTrail[^1] : null;

    /// <summary>Whether <see cref="Recent"/> holds every original; beyond it, lists of events are read from the log.</summary>
    [JsonIgnore]
    public bool RecentIsComplete => EventCount + (Scan is null ? 0 : 1) <= NewestIds.Capacity;

    public bool HasSeen(Guid eventId)
    {
        foreach (var recent in Recent)
        {
            if (recent.EventId == eventId) return true;
        }

        return false;
    }

    public bool HasVisitor(Guid visitorId) => Visitors.Contains(visitorId);

    public void Apply(StoredEvent row)
    {
        if (row.Version > Version) (Version, RecordId) = (row.Version, row.Event.RecordId);
        if (row.IsDuplicate)
        {
            DuplicateCount++;
            return;
        }

        var e = row.Event;
        var at = Position.Of(row);
        if (FirstSeen is null || e.EventTime < FirstSeen) FirstSeen = e.EventTime;
        if (LastSeen is null || e.EventTime > LastSeen) LastSeen = e.EventTime;
        Remember(new RecentEvent(e.EventId, NameOf(e), e.Source, at, e.Value));
        if (Decision.Statement(row) is { } statement) AddToTrail(statement);
        if (e.WebSessionId is { } web) WebSessions.Add(web, at);
        if (e.VisitorId is { } visitor) Visitors.Add(visitor, at);
        if (e.PageUrl is { } page && (Landing is not { } landing || at < landing.At)) Landing = new LandingPage(page, at);
        if (e.Source == EventSource.Scan)
        {
            if (Scan is not { } scan || at < scan.At) Scan = new ScanFact(e.Qrid, at);
            return;
        }

        EventCount++;
        if (!Names.TryGetValue(e.Name, out var tally)) Names.Add(e.Name, tally = new NameTally());
        tally.Add(e);
    }

    /// <summary>The string the tally already holds, so that a session keeps each name once.</summary>
    private string NameOf(Event e)
    {
        foreach (var recent in Recent)
        {
            if (recent.Name == e.Name) return recent.Name;
        }

        return e.Name;
    }

    private void Remember(RecentEvent e)
    {
        var place = Recent.Count;
        while (place > 0 && Recent[place - 1].At.Version > e.At.Version) place--;
        Recent.Insert(place, e);
        if (Recent.Count > NewestIds.Capacity) Recent.RemoveAt(0);
    }

    private void AddToTrail(ConsentStatement statement)
    {
        var place = ConsentTrail.Count;
        while (place > 0 && ConsentTrail[place - 1].At > statement.At) place--;
        ConsentTrail.Insert(place, statement);
        if (ConsentTrail.Count > NewestIds.Capacity) ConsentTrail.RemoveAt(0);
    }
}

/// <summary>The scan that made the session.</summary>
public readonly record struct ScanFact(string? Qrid, Position At);

/// <summary>The first page of a journey.</summary>
public readonly record struct LandingPage(string Url, Position At);
