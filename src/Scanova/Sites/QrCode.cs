namespace Scanova.Sites;

/// <summary>A QR code (contract sections 1, 10 and 11).</summary>
/// <param name="Qrid"><c>Q</c> and 16 hex digits in capitals; the service's own, unique over all sites.</param>
/// <param name="Code">The short code in the scan's URL, unique over all sites.</param>
/// <param name="DestinationUrl">Absolute, <c>http</c> or <c>https</c>.</param>
public sealed record QrCode(
    string Qrid,
    string Code,
    string SiteId,
    string Name,
    string DestinationUrl,
    IReadOnlyList<string> Tags,
    bool Active,
    DateTime CreatedAt);
