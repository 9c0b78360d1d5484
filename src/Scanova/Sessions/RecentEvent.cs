using Scanova.Events;
using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Sessions;

/// <summary>What a session keeps of a recent original: enough to know its id again and to list it as a conversion.</summary>
public readonly record struct RecentEvent(Guid EventId, string Name, EventSource Source, Position At, Money? Value)
{
    /// <summary>Whether it counts under a rule; a scan and a refund never do (contract section 8).</summary>
    public bool IsConversion(ConversionRule rule) => Value is not { Amount: < 0 } && rule.Names(Source, Name);
}
