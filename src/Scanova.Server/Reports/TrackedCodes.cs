using Scanova.Sites;

namespace Scanova.Server.Reports;

/// <summary>The QR codes that <c>/analytics/ct/</c> was asked about.</summary>
/// <param name="Unlinked">Those asked for that are none of the site's, as sent.</param>
/// <param name="Warnings">For people.</param>
internal sealed record TrackedCodes(IReadOnlySet<string> Qrids, IReadOnlyList<string> Unlinked, IReadOnlyList<string> Warnings)
{
    /// <summary>In any case, for the hosted product writes them in lower case.</summary>
    public static TrackedCodes ByQrid(IReadOnlyList<string> asked, IReadOnlyList<QrCode> codes)
    {
        var known = codes.Select(c => c.Qrid).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unlinked = asked.Where(qrid => !known.Contains(qrid)).ToList();
        return new TrackedCodes(
            asked.Where(known.Contains).Select(qrid => qrid.ToUpperInvariant()).ToHashSet(),
            unlinked,
            unlinked.Count == 0 ? [] : [$"{unlinked.Count} of the QR codes asked for are not this site's"]);
    }

    /// <summary>Codes with any of the tags.</summary>
    public static TrackedCodes ByTag(IReadOnlyList<string> asked, IReadOnlyList<QrCode> codes)
    {
        var unknown = asked.Count(tag => !codes.Any(c => c.Tags.Contains(tag)));
        return new TrackedCodes(
            codes.Where(c => c.Tags.Intersect(asked).Any()).Select(c => c.Qrid).ToHashSet(),
            [],
            unknown == 0 ? [] : [$"{unknown} of the tags asked for are on no QR code of this site"]);
    }
}
