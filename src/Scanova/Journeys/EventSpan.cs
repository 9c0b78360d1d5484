namespace Scanova.Journeys;

/// <summary>Events that stand side by side in a chunk, in the order of the journey.</summary>
internal readonly struct EventSpan(EventChunk chunk, int start, int count)
{
    public int Count => count;

    public ReadOnlySpan<long> Times => chunk.Times.AsSpan(start, count);

    public ReadOnlySpan<EventHead> Heads => chunk.Heads.AsSpan(start, count);

    public ReadOnlySpan<int> Visitors => chunk.Visitors.AsSpan(start, count);

    public EventKind KindAt(int i) => chunk.Heads[start + i].Kind;
}
