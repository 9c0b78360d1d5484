using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Scanova.Server.Sdk;

/// <summary>
/// Serves the browser SDK: <c>/sdk/scanova.js</c>, revalidated by its ETag, and the same bytes under a name that holds
/// their hash, which a browser may keep for good.
/// </summary>
internal sealed class SdkScript
{
    private const string ContentType = "text/javascript; charset=utf-8";
    private const string Revalidated = "public, max-age=300, stale-while-revalidate=86400";
    private const string Immutable = "public, max-age=31536000, immutable";

    private readonly byte[] _script;
    private readonly string _hash;

    public SdkScript()
    {
        using var resource = typeof(SdkScript).Assembly.GetManifestResourceStream("scanova.js")
            ?? throw new InvalidOperationException("The SDK is missing from the build.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        _script = copy.ToArray();
        _hash = Convert.ToHexStringLower(SHA256.HashData(_script))[..8];
    }

    /// <summary>The name whose content never changes, such as <c>scanova-1a2b3c4d.js</c>.</summary>
    public string VersionedName => $"scanova-{_hash}.js";

    public IResult Latest(HttpContext http) => Serve(http, Revalidated);

    /// <summary>404 for the hash of another version: its bytes are not here.</summary>
    public IResult Versioned(HttpContext http, string hash) => hash == _hash ? Serve(http, Immutable) : Results.NotFound();

    private IResult Serve(HttpContext http, string caching)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        // Pages may load it with crossorigin and an integrity hash.
        headers.AccessControlAllowOrigin = "*";
        headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(_script, ContentType, entityTag: new EntityTagHeaderValue($"\"{_hash}\""));
    }
}
