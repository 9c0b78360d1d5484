namespace Scanova.Sites;

/// <summary>QR codes, durably. All methods throw <see cref="Log.LogUnavailableException"/> when the store is away.</summary>
public interface IQrCodeStore
{
    /// <summary>False when the qrid or the short code is taken: make others and try again.</summary>
    Task<bool> Create(QrCode code, CancellationToken cancellation);

    /// <summary>Replaces name, destination, tags and active; false when there is no such code.</summary>
    Task<bool> Update(QrCode code, CancellationToken cancellation);

    /// <summary>The codes of a site, oldest first.</summary>
    Task<IReadOnlyList<QrCode>> OfSite(string siteId, CancellationToken cancellation);

    /// <summary>By the short code of a scan URL, whatever the site; null when unknown.</summary>
    Task<QrCode?> ByCode(string code, CancellationToken cancellation);
}
