using Scanova.Events;

namespace Scanova.Visitors;

/// <summary>A conversion or refund that is a visitor's if it names the visitor, or if it names nobody and its session is the visitor's then.</summary>
internal readonly struct Candidate(Event e, string name, Money? value)
{
    // A nullable one would take 8 bytes more in each.
    private readonly Money _value = value.GetValueOrDefault();

    public Guid EventId { get; } = e.EventId;

    public DateTime EventTime { get; } = e.EventTime;

    public string Name { get; } = name;

    public EventSource Source { get; } = e.Source;

    public bool NamesVisitor { get; } = e.VisitorId is not null;

    public Money? Value => _value.Currency is null ? null : _value;
}
