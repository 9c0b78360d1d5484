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

    [JsonIgnore]
    public DateTime? FirstSeen => First == default ? null : First;

    [JsonIgnore]
    public DateTime? LastSeen => Last == default ? null : Last;

    [JsonInclude]
    public LandingPage? Landing { get; private set; }

    /// <summary>Sorted by name, source and currency.</summary>
    [JsonInclude, JsonRequired]
    public List<Tally> Tallies { get; private set; } = [];

    /// <summary>Null for none, as in most sessions.</summary>
    [JsonInclude]
    public NewestIds? WebSessions { get; private set; }

    /// <inheritdoc cref="WebSessions"/>
    [JsonInclude]
    public NewestIds? Visitors { get; private set; }

    /// <summary>The originals stored last, in the order of storing: the ids a repeat is known by.</summary>
    [JsonInclude]
    public List<RecentEvent> Recent { get; private set; } = [];

    [JsonIgnore]
    public ConsentStatement? LatestConsent => Trail is null ? Recent.LatestConsent() : Trail.Count > 0 ? Trail[^1] : null;

    /// <summary>The newest stated consents, in journey order.</summary>
    [JsonIgnore]
    public IReadOnlyList<ConsentStatement> ConsentTrail => Trail ?? Recent.ConsentTrail();

    /// <summary>Whether <see cref="Recent"/> holds every original; beyond it, lists of events are read from the log.</summary>
    [JsonIgnore]
    public bool RecentIsComplete => EventCount + (Scan is null ? 0 : 1) <= NewestIds.Capacity;

    [JsonInclude]
    private DateTime First { get; set; }

    [JsonInclude]
    private DateTime Last { get; set; }

    /// <summary>Kept from the moment on that <see cref="Recent"/> has to give an original up; until then it tells.</summary>
    [JsonInclude]
    private List<ConsentStatement>? Trail { get; set; }

    public bool HasSeen(Guid eventId)
    {
        foreach (var recent in Recent)
        {
            if (recent.EventId == eventId) return true;
        }

        return false;
    }

    public bool HasVisitor(Guid visitorId) => Visitors?.Contains(visitorId) ?? false;

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
        if (First == default || e.EventTime < First) First = e.EventTime;
        if (e.EventTime > Last) Last = e.EventTime;
        if (e.WebSessionId is { } web) (WebSessions ??= new()).Add(web, at);
        if (e.VisitorId is { } visitor) (Visitors ??= new()).Add(visitor, at);
        if (e.PageUrl is { } page && (Landing is not { } landing || at < landing.At)) Landing = new LandingPage(page, at);
        if (e.Source == EventSource.Scan)
        {
            if (Scan is not { } scan || at < scan.At) Scan = new ScanFact(e.Qrid, at);
            Remember(new RecentEvent(e.EventId, e.Name, e.Source, at, e.Consent, e.Value));
            return;
        }

        EventCount++;
        var tally = Tallies.Of(e);
        tally.Add(e);

        // The strings the tally already holds, so that a session keeps each once.
        Remember(new RecentEvent(e.EventId, tally.Name, e.Source, at, e.Consent, e.Value is { } value ? value with { Currency = tally.Currency! } : null));
    }

    private void Remember(RecentEvent e)
    {
        Recent.InsertInOrder(e, static (a, b) => a.At.Version.CompareTo(b.At.Version));
        if (Trail is not null && e.Statement is { } statement) Trail.Enter(statement);
        if (Recent.Count <= NewestIds.Capacity) return;

        Trail ??= Recent.ConsentTrail();
        Recent.RemoveAt(0);
    }
}

/// <summary>The scan that made the session.</summary>
public sealed record ScanFact(string? Qrid, Position At);

/// <summary>The first page of a journey.</summary>
public sealed record LandingPage(string Url, Position At);
