namespace Scanova.Journeys;

/// <summary>The columns of some thousand events: what a figure reads lies close together, and it reads nothing else.</summary>
/// <param name="isShared">Whether it is for many blocks, or one large one has it to itself.</param>
internal sealed class EventChunk(int capacity, bool isShared)
{
    public readonly long[] Times = new long[capacity];
    public readonly EventHead[] Heads = new EventHead[capacity];
    public readonly int[] Visitors = new int[capacity];
    private readonly long[] _received = new long[capacity];
    private readonly int[] _versions = new int[capacity];

    public bool IsShared => isShared;

    public int Capacity => capacity;

    /// <summary>Whose blocks were ever made here, in order.</summary>
    public List<int> Owners { get; } = [];

    /// <summary>Slots given to blocks.</summary>
    public int Used { get; set; }

    /// <summary>Slots that hold an event of a block that is still here.</summary>
    public int Live { get; set; }

    public CodedEvent this[int slot]
    {
        get => new(Times[slot], Heads[slot], Visitors[slot], _received[slot], _versions[slot]);
        set => (Times[slot], Heads[slot], Visitors[slot], _received[slot], _versions[slot]) = (value.Time, value.Head, value.Visitor, value.Received, value.Version);
    }

    public void CopyTo(EventChunk other, int from, int to, int count)
    {
        Array.Copy(Times, from, other.Times, to, count);
        Array.Copy(Heads, from, other.Heads, to, count);
        Array.Copy(Visitors, from, other.Visitors, to, count);
        Array.Copy(_received, from, other._received, to, count);
        Array.Copy(_versions, from, other._versions, to, count);
    }
}
