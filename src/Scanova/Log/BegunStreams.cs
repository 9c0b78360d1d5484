namespace Scanova.Log;

/// <summary>
/// Which streams this process lately saw begin. No more than a guess: what it forgot, another process began, or it takes for
/// another is told by the log. A right guess saves an append that would fail, or a grain that need not wake.
/// </summary>
public sealed class BegunStreams
{
    private const int Slots = 1 << 17;

    /// <summary>The latest stream of each slot, by its hash. Written and read without a lock: a lost one is a wrong guess.</summary>
    private readonly int[] _hashes = new int[Slots];

    public void Add(StreamId stream)
    {
        var hash = stream.GetHashCode();
        _hashes[(uint)hash % Slots] = hash;
    }

    public bool MayContain(StreamId stream)
    {
        var hash = stream.GetHashCode();
        return _hashes[(uint)hash % Slots] == hash;
    }
}
