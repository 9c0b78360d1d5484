using System.Globalization;
using Scanova.Server.Lookups;

namespace Scanova.Server.Sdk;

/// <summary>
/// What a first-party cookie of the service keeps for a browser that forgets: the visitor, and the scan session with its end.
/// </summary>
/// <param name="ExpiresAt">When the scan session ends, milliseconds since 1970; null without one.</param>
internal readonly record struct RememberedIdentity(Guid? VisitorId, Guid? ScanSessionId, long? ExpiresAt)
{
    /// <summary>How long a scan session can be remembered, as in the browser.</summary>
    private static readonly TimeSpan LongestScan = TimeSpan.FromDays(60);

    public bool IsEmpty => VisitorId is null && ScanSessionId is null;

    /// <summary>
    /// Puts what the cookie and the browser know together: the cookie's visitor outweighs the browser's, the scan session
    /// that ends later counts, and a scan session without a visitor gets a new one.
    /// </summary>
    public static RememberedIdentity Merge(RememberedIdentity cookie, RememberedIdentity browser, DateTimeOffset now)
    {
        var scan = Later(cookie.Live(now), browser.Live(now));
        var visitor = cookie.VisitorId ?? browser.VisitorId ?? (scan.ScanSessionId is null ? null : Guid.NewGuid());
        return scan with { VisitorId = visitor };
    }

    /// <summary>Reads a cookie's value; anything unreadable is nothing.</summary>
    public static RememberedIdentity Parse(string? value)
    {
        if (value?.Split('.') is not [var visitor, var scan, var end]) return default;

        return new RememberedIdentity(
            CanonicalId.TryParse(visitor, out var visitorId) ? visitorId : null,
            CanonicalId.TryParse(scan, out var scanId) ? scanId : null,
            long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{VisitorId:D}.{ScanSessionId:D}.{ExpiresAt}");

    private static RememberedIdentity Later(RememberedIdentity a, RememberedIdentity b) =>
        (b.ExpiresAt ?? 0) > (a.ExpiresAt ?? 0) ? b : a;

    /// <summary>Without a scan session that is over or has no end, and with no end beyond what is allowed.</summary>
    private RememberedIdentity Live(DateTimeOffset now) =>
        ScanSessionId is not null && ExpiresAt is { } end && end > now.ToUnixTimeMilliseconds()
            ? this with { ExpiresAt = Math.Min(end, (now + LongestScan).ToUnixTimeMilliseconds()) }
            : this with { ScanSessionId = null, ExpiresAt = null };
}
