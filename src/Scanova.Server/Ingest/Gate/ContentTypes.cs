using Microsoft.Net.Http.Headers;
using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Gate;

/// <summary>JSON in UTF-8, as <c>application/json</c>, as <c>text/plain</c> for <c>sendBeacon</c>, or unnamed (contract section 2).</summary>
internal static class ContentTypes
{
    private static readonly Problem Unsupported =
        Problem.Of(StatusCodes.Status415UnsupportedMediaType, "Send JSON in UTF-8 as application/json or text/plain, not compressed");

    public static Problem? Check(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity") return Unsupported;

        var given = request.ContentType;
        if (string.IsNullOrEmpty(given) || given is "application/json" or "text/plain;charset=UTF-8") return null;
        if (!MediaTypeHeaderValue.TryParse(given, out var type)) return Unsupported;
        var isJson = type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
        var isUtf8 = !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return isJson && isUtf8 ? null : Unsupported;
    }
}
