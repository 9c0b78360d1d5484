using System.Runtime.InteropServices;

namespace Scanova.Load.Workloads;

internal enum IdKind
{
    Event = 1,
    Session = 2,
    WebSession = 3,
    Visitor = 4,
    Record = 5,
}

/// <summary>
/// UUIDs by number: the n-th session of an epoch is always the same UUID, so that what was sent can be asked for again
/// without remembering it. They look random, as clients' do: sorted ones would flatter an index.
/// </summary>
internal readonly struct Ids(ulong epoch)
{
    public const int Length = 36;

    /// <summary>An epoch no earlier run has used, but for one chance in 2^64.</summary>
    public static Ids Unused() => new((ulong)Random.Shared.NextInt64());

    public Guid Of(IdKind kind, long number)
    {
        var high = Mix(epoch ^ Mix((ulong)number * 8 + (ulong)kind));
        Span<ulong> halves = [high, Mix(high)];
        var bytes = MemoryMarshal.AsBytes(halves);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public void Write(IdKind kind, long number, Span<byte> slot) => Of(kind, number).TryFormat(slot, out _);

    /// <summary>The finalizer of SplitMix64: a bijection, so different numbers stay different.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
