using System.Runtime.InteropServices;

namespace Scanova.Events;

/// <summary>
/// Hash codes of ids, of all their bytes and seeded by the process: clients choose ids, and must not choose their places in a
/// table. .NET's own is four words XORed.
/// </summary>
public sealed class IdHash : IEqualityComparer<Guid>
{
    /// <summary>For large tables of ids.</summary>
    public static readonly IdHash Comparer = new();

    private IdHash()
    {
    }

    public static int Of(Guid id)
    {
        var parts = MemoryMarshal.Cast<Guid, int>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        return HashCode.Combine(parts[0], parts[1], parts[2], parts[3]);
    }

    public bool Equals(Guid x, Guid y) => x == y;

    public int GetHashCode(Guid id) => Of(id);
}
