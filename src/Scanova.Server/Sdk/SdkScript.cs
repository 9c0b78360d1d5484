using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Scanova.Server.Hosting;
using Scanova.Server.Http;

namespace Scanova.Server.Sdk;

/// <summary>
/// Serves the browser SDK: <c>/sdk/scanova.js</c>, revalidated by its ETag, and the same bytes under a name that holds
/// their hash, which a browser may keep for good. <c>/sdk/scanova.json</c> tells that name.
/// </summary>
internal sealed class SdkScript
{
    private const string ContentType = "text/javascript; charset=utf-8";
    private const string Revalidated = "public, max-age=300, stale-while-revalidate=86400";
    private const string Immutable = "public, max-age=31536000, immutable";

    private readonly ScanovaOptions _options;
    private readonly byte[] _script;
    private readonly byte[] _gzipped;
    private readonly string _hash;
    private readonly string _integrity;

    public SdkScript(ScanovaOptions options)
    {
        using var resource = typeof(SdkScript).Assembly.GetManifestResourceStream("scanova.js")
            ?? throw new InvalidOperationException("The SDK is missing from the build.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        _options = options;
        _script = copy.ToArray();
        _gzipped = Gzipped(_script);
        _hash = Convert.ToHexStringLower(SHA256.HashData(_script))[..8];
        _integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(_script));
    }

    public IResult Latest(HttpContext http) => Serve(http, Revalidated);

    /// <summary>
    /// For another version's hash the script of this one, to be asked for again soon: a page that was written before an
    /// update, or a silo that has not seen it yet, must not leave a visitor without any.
    /// </summary>
    public IResult Versioned(HttpContext http, string hash) => Serve(http, hash == _hash ? Immutable : Revalidated);

    /// <summary>The address whose content never changes, and its Subresource Integrity value.</summary>
    public Task Manifest(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        var url = $"{_options.PublicBase(http.Request)}/sdk/scanova-{_hash}.js";
        return JsonAnswer.Send(http, StatusCodes.Status200OK, (url, _integrity), static (json, script) =>
        {
            json.WriteStartObject();
            json.WriteString("url", script.url);
            json.WriteString("integrity", script._integrity);
            json.WriteEndObject();
        });
    }

    private IResult Serve(HttpContext http, string caching)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        // Pages may load it with crossorigin and an integrity hash.
        headers.AccessControlAllowOrigin = "*";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(http.Request)) return Results.Bytes(_script, ContentType, entityTag: new EntityTagHeaderValue($"\"{_hash}\""));

        headers.ContentEncoding = "gzip";
        return Results.Bytes(_gzipped, ContentType, entityTag: new EntityTagHeaderValue($"\"{_hash}-gzip\""));
    }

    /// <summary>What names gzip outweighs what names any encoding.</summary>
    private static bool TakesGzip(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        var named = accepted.FirstOrDefault(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase)) ?? accepted.FirstOrDefault(e => e.Value == "*");
        return named is not null && named.Quality is not 0;
    }

    private static byte[] Gzipped(byte[] script)
    {
        using var gzipped = new MemoryStream();
        using (var gzip = new GZipStream(gzipped, CompressionLevel.SmallestSize)) gzip.Write(script);
        return gzipped.ToArray();
    }
}
