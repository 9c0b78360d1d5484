using System.Text.Json.Serialization;
using Scanova.Events;
using Scanova.Log;
using Scanova.Privacy;
using Scanova.Sites;

namespace Scanova.Sessions;

/// <summary>
/// What a session keeps of a recent original: enough to know its id again and to list it as a conversion and in the consent trail.
/// </summary>
public readonly record struct RecentEvent
{
    // Nullable ones would take 16 bytes more in each event of each session.
    private readonly Money _value;
    private readonly ConsentState _consent;

    [JsonConstructor]
    public RecentEvent(Guid eventId, string name, EventSource source, Position at, ConsentState? consent, Money? value)
    {
        (EventId, Name, Source, At) = (eventId, name, source, at);
        (_consent, _value) = (consent.GetValueOrDefault(), value.GetValueOrDefault());
    }

    public Guid EventId { get; }

    public string Name { get; }

    public EventSource Source { get; }

    public Position At { get; }

    public ConsentState? Consent => _consent == default ? null : _consent;

    public Money? Value => _value.Currency is null ? null : _value;

    [JsonIgnore]
    public ConsentStatement? Statement => Consent is { } consent ? new ConsentStatement(consent, At, EventId) : null;

    /// <summary>Whether it counts under a rule; a scan and a refund never do (contract section 8).</summary>
    public bool IsConversion(ConversionRule rule) => Value is not { Amount: < 0 } && rule.Names(Source, Name);
}
