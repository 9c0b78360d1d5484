namespace Scanova.Log;

/// <summary>An event's place in its stream's journey: by event time, then receipt, then storing (contract section 9).</summary>
[GenerateSerializer, Immutable, Alias("position")]
public readonly record struct Position(
    [property: Id(0)] DateTime EventTime,
    [property: Id(1)] DateTime ReceivedAt,
    [property: Id(2)] long Version) : IComparable<Position>
{
    public static Position Of(StoredEvent row) => new(row.Event.EventTime, row.Event.ReceivedAt, row.Version);

    public int CompareTo(Position other)
    {
        var byTime = EventTime.CompareTo(other.EventTime);
        if (byTime != 0) return byTime;
        var byReceipt = ReceivedAt.CompareTo(other.ReceivedAt);
        return byReceipt != 0 ? byReceipt : Version.CompareTo(other.Version);
    }

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}
