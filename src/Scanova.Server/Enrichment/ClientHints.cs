namespace Scanova.Server.Enrichment;

/// <summary>The hints that Chromium browsers send unasked; null where not sent.</summary>
/// <param name="Brands"><c>Sec-CH-UA</c>, a list of quoted brands, made-up ones among them.</param>
/// <param name="Mobile"><c>Sec-CH-UA-Mobile</c>, <c>?1</c> or <c>?0</c>.</param>
/// <param name="Platform"><c>Sec-CH-UA-Platform</c>, quoted.</param>
internal readonly record struct ClientHints(string? Brands, string? Mobile, string? Platform)
{
    public static ClientHints Of(IHeaderDictionary headers) =>
        new(headers["Sec-CH-UA"], headers["Sec-CH-UA-Mobile"], headers["Sec-CH-UA-Platform"]);
}
