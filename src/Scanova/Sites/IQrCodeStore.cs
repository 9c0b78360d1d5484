namespace Scanova.Sites;

/// <summary>QR codes, durably. All methods throw <see cref="Log.LogUnavailableException"/> when the store is away.</summary>
public interface IQrCodeStore
{
    /// <summary>False when the qrid or the short code is taken: make others and try again.</summary>
    Task<bool> Create(QrCode code, CancellationToken cancellation);

    /// <summary>
    /// Changes what <paramref name="change"/> names and nothing else, so that changes made at once do not undo one another.
    /// </summary>
    /// <returns>The code as it is then; null when the site has no such code.</returns>
    Task<QrCode?> Update(string siteId, string qrid, QrCodeChange change, CancellationToken cancellation);

    /// <summary>Null when the site has no such code.</summary>
    Task<QrCode?> Find(string siteId, string qrid, CancellationToken cancellation);

    /// <summary>The codes of a site, oldest first.</summary>
    Task<IReadOnlyList<QrCode>> OfSite(string siteId, CancellationToken cancellation);

    /// <summary>By the short code of a scan URL, whatever the site; null when unknown.</summary>
    Task<QrCode?> ByCode(string code, CancellationToken cancellation);
}
