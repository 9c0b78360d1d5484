using System.Text;

namespace Scanova.Server.Scans;

/// <summary>
/// Where a scan is sent: the code's destination with <c>scnv</c> set in its query (contract section 11). Everything else
/// stays as it was written; only what a header can't carry is encoded.
/// </summary>
internal static class Destination
{
    private const string Parameter = "scnv";

    /// <summary>Whether it is an absolute <c>http</c> or <c>https</c> URL that a <c>Location</c> header can carry.</summary>
    public static bool CanBe(string url)
    {
        try
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                && uri.Host.Length > 0
                && Ascii.IsValid(HeaderSafe(url));
        }
        catch (UriFormatException)
        {
            // Some hosts are found out only when they are asked for.
            return false;
        }
    }

    /// <param name="url">Absolute, <c>http</c> or <c>https</c>.</param>
    public static string With(string url, Guid scanSessionId)
    {
        var (address, fragment) = Cut(url, '#');
        var (path, query) = Cut(address, '?');
        var kept = query.Length <= 1 ? [] : query[1..].Split('&').Where(pair => !IsScanSession(pair));
        return HeaderSafe($"{path}?{string.Join('&', kept.Append($"{Parameter}={scanSessionId:D}"))}{fragment}");
    }

    /// <summary>The address as a <c>Location</c> header may carry it: host in Punycode, other non-ASCII characters percent-encoded.</summary>
    /// <exception cref="UriFormatException">Its host can't be one; see <see cref="CanBe"/>.</exception>
    public static string HeaderSafe(string url)
    {
        if (Ascii.IsValid(url) && !url.AsSpan().ContainsAnyInRange('\0', ' ')) return url;

        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.AsSpan(start).IndexOfAny("/?#") is var length && length >= 0 ? start + length : url.Length;
        var host = url.AsSpan(start, end - start).LastIndexOf('@') is var at && at >= 0 ? start + at + 1 : start;
        var hostAndPort = Ascii.IsValid(url.AsSpan(host, end - host)) ? url[host..end] : new Uri(url).IdnHost + Port(url[host..end]);
        return $"{url.AsSpan(0, start)}{Encoded(url.AsSpan(start, host - start))}{hostAndPort}{Encoded(url.AsSpan(end))}";
    }

    private static bool IsScanSession(string pair) =>
        Uri.UnescapeDataString(Cut(pair, '=').Before).Equals(Parameter, StringComparison.Ordinal);

    /// <summary>The part after keeps the separator, so that both parts together are the text again.</summary>
    private static (string Before, string After) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[at..]) : (text, "");

    /// <summary>With its colon; empty when there is none. A name that is not ASCII is no IPv6 address, which holds colons too.</summary>
    private static string Port(string hostAndPort) => Cut(hostAndPort, ':').After;

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
