namespace Scanova.Journeys;

/// <summary>Events that have nothing to do with each other, in the order they come.</summary>
internal sealed class EventList
{
    private const int ChunkLength = 4_096;
    private const int FirstLength = 16;

    private readonly List<EventChunk> _chunks = [];

    public int Count { get; private set; }

    /// <summary>An event by itself.</summary>
    public EventSpan this[int index] => new(_chunks[index / ChunkLength], index % ChunkLength, 1);

    public void Add(in CodedEvent e)
    {
        var at = Count++ % ChunkLength;
        if (at == 0) _chunks.Add(new EventChunk(_chunks.Count == 0 ? FirstLength : ChunkLength, isShared: true));

        // Most sites are small: the first chunk grows up to its length.
        if (at == _chunks[^1].Capacity) _chunks[^1] = Widened(_chunks[^1]);
        _chunks[^1][at] = e;
    }

    private static EventChunk Widened(EventChunk chunk)
    {
        var wider = new EventChunk(chunk.Capacity * 4, isShared: true);
        chunk.CopyTo(wider, 0, 0, chunk.Capacity);
        return wider;
    }
}
