namespace Scanova.Journeys;

/// <summary>An original, or a duplicate, as the index keeps it: 32 bytes.</summary>
/// <param name="time">When it happened, in ticks.</param>
/// <param name="visitor">Number of the visitor it names; 0: none.</param>
/// <param name="received">In ticks.</param>
internal readonly struct CodedEvent(long time, EventHead head, int visitor, long received, int version) : IComparable<CodedEvent>
{
    public readonly long Time = time;
    public readonly EventHead Head = head;
    public readonly int Visitor = visitor;
    public readonly int Version = version;
    public readonly long Received = received;

    public EventKind Kind => Head.Kind;

    /// <summary>In the order of the journey, as <see cref="Log.Position"/>.</summary>
    public int CompareTo(CodedEvent other)
    {
        if (Time != other.Time) return Time.CompareTo(other.Time);
        return Received != other.Received ? Received.CompareTo(other.Received) : Version.CompareTo(other.Version);
    }
}

/// <summary>What most figures need of an event, side by side.</summary>
/// <param name="Detail">Where the detail stands among <see cref="EventDetails"/>.</param>
internal readonly record struct EventHead(EventKind Kind, int Detail);
