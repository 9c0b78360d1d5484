using System.Buffers;

namespace Scanova.Server.Lookups;

/// <summary>An id in a path: canonical 8-4-4-4-12 hex in any case; anything else names nothing, so 404 (contract section 5).</summary>
internal static class CanonicalId
{
    private const int Characters = 36;
    private static readonly SearchValues<char> HexAndHyphen = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>.NET alone would also take spaces, signs and <c>0x</c> in the place of digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        return text.Length == Characters && !text.ContainsAnyExcept(HexAndHyphen) && Guid.TryParseExact(text, "D", out id);
    }
}
