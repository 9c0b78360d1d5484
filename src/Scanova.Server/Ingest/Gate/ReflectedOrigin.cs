namespace Scanova.Server.Ingest.Gate;

/// <summary>A request's <c>Origin</c>, repeated in its answer so that a page of that origin may read it (contract section 5).</summary>
internal static class ReflectedOrigin
{
    /// <returns>False when there is none, or none that a header may hold: it must not turn an answer into a failure.</returns>
    public static bool ReflectOrigin(this HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Vary = "Origin";
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || origin.AsSpan().ContainsAnyExceptInRange(' ', '~')) return false;
        headers.AccessControlAllowOrigin = origin;
        return true;
    }
}
