using System.Text.RegularExpressions;
using Scanova.Server.Http;

namespace Scanova.Server.Sites;

/// <summary>Time zones by their IANA names.</summary>
internal static partial class IanaZone
{
    public static readonly Flaw Flaw = new("IANA time zone name expected, e.g. Europe/Berlin", "value_error.time_zone");

    /// <summary>The system looks names up as files, in any case: only what has the shape of a name gets there, its own spelling is kept.</summary>
    /// <returns>Null when there is none.</returns>
    public static TimeZoneInfo? Find(string name) =>
        Names().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\z")]
    private static partial Regex Names();
}
