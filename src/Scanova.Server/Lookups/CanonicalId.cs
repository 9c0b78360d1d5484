namespace Scanova.Server.Lookups;

/// <summary>An id in a path: canonical 8-4-4-4-12 hex in any case; anything else names nothing, so 404 (contract section 5).</summary>
internal static class CanonicalId
{
    public static bool TryParse(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);
}
