using System.Buffers;

namespace Scanova.Journeys;

/// <summary>Where an owner's events stand, one after the other.</summary>
internal record struct EventBlock(int Chunk, int Start, int Count, int Capacity);

/// <summary>
/// The events of many owners, those of one owner side by side. A block that is full moves to the end and gets twice the room.
/// What that leaves unused is taken back when it is more than an eighth of what is used, from the chunks that are worth it,
/// and not before enough events came to pay for it.
/// </summary>
internal sealed class EventBlocks
{
    private const int FirstCapacity = 4;
    private const int LeastChunk = 64;
    private const int MostChunk = 1 << 16;

    /// <summary>Larger blocks get a chunk of their own and are never packed.</summary>
    private const int LargestShared = MostChunk / 8;

    /// <summary>Chunks whose blocks are put in order together; for so long they take memory twice.</summary>
    private const int PackedAtOnce = 64;

    private readonly Column<EventBlock> _blocks = new();
    private readonly List<EventChunk?> _chunks = [];
    private readonly Stack<int> _dropped = [];
    private int _last;
    private long _livePacked;
    private bool _isPacking;

    public EventBlocks() => _last = NewChunk(LeastChunk, isShared: true);

    /// <summary>Slots of all chunks that blocks share.</summary>
    public long Allocated { get; private set; }

    /// <summary>Slots of them that hold an event.</summary>
    public long Live { get; private set; }

    public ref readonly EventBlock this[int owner] => ref _blocks[owner];

    /// <param name="block">With an event or more.</param>
    public EventChunk ChunkOf(in EventBlock block) => _chunks[block.Chunk]!;

    /// <summary>Makes the next owner, without events.</summary>
    public void AddOwner() => _blocks.Add(default);

    /// <returns>Whether the event belongs before the one it now stands after.</returns>
    public bool Append(int owner, in CodedEvent e)
    {
        ref var block = ref _blocks[owner];
        if (block.Count == block.Capacity) Grow(owner);
        var chunk = ChunkOf(block);
        var end = block.Start + block.Count++;
        chunk[end] = e;
        Count(chunk, 1);
        return block.Count > 1 && chunk[end - 1].CompareTo(e) > 0;
    }

    public void Sort(int owner)
    {
        var block = _blocks[owner];
        var chunk = ChunkOf(block);
        var sorted = ArrayPool<CodedEvent>.Shared.Rent(block.Count);
        for (var i = 0; i < block.Count; i++) sorted[i] = chunk[block.Start + i];
        sorted.AsSpan(0, block.Count).Sort();
        for (var i = 0; i < block.Count; i++) chunk[block.Start + i] = sorted[i];
        ArrayPool<CodedEvent>.Shared.Return(sorted);
    }

    private void Grow(int owner)
    {
        ref var block = ref _blocks[owner];
        var capacity = Math.Max(FirstCapacity, block.Count * 2);

        // Finding room may pack, and that may move this very block.
        var to = capacity > LargestShared ? NewChunk(capacity, isShared: false) : Room(capacity);
        var left = block.Chunk;
        Move(owner, to, capacity);
        if (left != _last && _chunks[left] is { Live: 0 }) Drop(left);
    }

    private void Move(int owner, int to, int capacity)
    {
        ref var block = ref _blocks[owner];
        var chunk = _chunks[to]!;
        if (block.Count > 0)
        {
            var from = ChunkOf(block);
            from.CopyTo(chunk, block.Start, chunk.Used, block.Count);
            Count(from, -block.Count);
            Count(chunk, block.Count);
        }

        block = new EventBlock(to, chunk.Used, block.Count, capacity);
        chunk.Owners.Add(owner);
        chunk.Used += capacity;
    }

    /// <returns>The chunk at the end, with room for so many.</returns>
    private int Room(int slots)
    {
        if (!HasRoom() && !_isPacking && Allocated > Live + (Live / 8) && Live - _livePacked > Live / 32) Pack();
        if (!HasRoom()) _last = NewChunk((int)Math.Clamp(Allocated, Math.Max(slots, LeastChunk), MostChunk), isShared: true);
        return _last;

        bool HasRoom() => _chunks[_last]!.Capacity - _chunks[_last]!.Used >= slots;
    }

    /// <summary>Moves what stands in chunks less than fifteen sixteenths full, each block with no more room than it needs.</summary>
    private void Pack()
    {
        _isPacking = true;
        var loose = Enumerable.Range(0, _chunks.Count).Where(c => _chunks[c] is { IsShared: true } chunk && chunk.Live < chunk.Capacity / 16 * 15).ToList();
        if (loose.Count > 0) _last = NewChunk((int)Math.Clamp(loose.Sum(c => (long)_chunks[c]!.Live), LeastChunk, MostChunk), isShared: true);
        foreach (var chunks in loose.Chunk(PackedAtOnce))
        {
            // By owner, for that is how they are read: what comes next lies next.
            var owners = chunks.SelectMany(c => _chunks[c]!.Owners.Where(owner => _blocks[owner].Chunk == c)).Distinct().Order();
            foreach (var owner in owners) Move(owner, Room(_blocks[owner].Count), _blocks[owner].Count);
            foreach (var c in chunks) Drop(c);
        }

        _isPacking = false;
        _livePacked = Live;
    }

    private void Count(EventChunk chunk, int events)
    {
        chunk.Live += events;
        if (chunk.IsShared) Live += events;
    }

    private int NewChunk(int capacity, bool isShared)
    {
        if (!_dropped.TryPop(out var index))
        {
            index = _chunks.Count;
            _chunks.Add(null);
        }

        _chunks[index] = new EventChunk(capacity, isShared);
        if (isShared) Allocated += capacity;
        return index;
    }

    private void Drop(int index)
    {
        if (_chunks[index]!.IsShared) Allocated -= _chunks[index]!.Capacity;
        _chunks[index] = null;
        _dropped.Push(index);
    }
}
