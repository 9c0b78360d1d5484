using System.Text;

namespace Scanova.Server.Scans;

/// <summary>
/// Where a scan is sent: the code's destination with <c>scnv</c> set in its query (contract section 11). Everything else
/// stays as it was written; only what a header can't carry is encoded.
/// </summary>
internal static class Destination
{
    private const string Parameter = "scnv";

    /// <param name="url">Absolute, <c>http</c> or <c>https</c>.</param>
    public static string With(string url, Guid scanSessionId)
    {
        var (address, fragment) = Cut(url, '#');
        var (path, query) = Cut(address, '?');
        var kept = query.Length == 0
            ? []
            : query[1..].Split('&').Where(pair => pair.Length > 0 && !IsScanSession(pair));
        return HeaderSafe($"{path}?{string.Join('&', kept.Append($"{Parameter}={scanSessionId:D}"))}{fragment}");
    }

    /// <summary>The address as a <c>Location</c> header may carry it: host in Punycode, other non-ASCII characters percent-encoded.</summary>
    public static string HeaderSafe(string url)
    {
        if (Ascii.IsValid(url) && !url.AsSpan().ContainsAnyInRange('\0', ' ')) return url;

        var uri = new Uri(url);
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.AsSpan(start).IndexOfAny("/?#") is var length && length >= 0 ? start + length : url.Length;
        var authority = Ascii.IsValid(url.AsSpan(start, end - start)) ? url[start..end] : url[start..end].Replace(Host(url[start..end]), uri.IdnHost, StringComparison.Ordinal);
        return string.Concat(url.AsSpan(0, start), authority, Encoded(url.AsSpan(end)));
    }

    private static bool IsScanSession(string pair) =>
        Uri.UnescapeDataString(Cut(pair, '=').Before).Equals(Parameter, StringComparison.Ordinal);

    /// <summary>The part after keeps the separator, so that both parts together are the text again.</summary>
    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[at..]) : (text, "");

    private static string Host(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host.LastIndexOf(':');
        return port > host.LastIndexOf(']') ? host[..port] : host;
    }

    private static string Encoded(ReadOnlySpan<char> text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7f)
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)]) encoded.Append('%').Append(unit.ToString("X2", null));
        }

        return encoded.ToString();
    }
}
