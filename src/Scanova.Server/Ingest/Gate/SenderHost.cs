using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Scanova.Server.Ingest.Gate;

/// <summary>The host a browser's request comes from: its <c>Origin</c>, else its <c>Referer</c> (contract section 5).</summary>
/// <param name="Name">Lower case, Punycode, without port and trailing dot; null when there is none or it is <c>null</c>.</param>
internal readonly record struct SenderHost(string? Name)
{
    private const string Any = "*";
    private const string Subdomains = "*.";
    private const int MostCharacters = 253;
    private static readonly SearchValues<char> Impossible = SearchValues.Create(" \t\\,;<>\"'");
    private static readonly IdnMapping Idn = new();

    public static SenderHost Of(IHeaderDictionary headers) =>
        new(HostOf(HasOrigin(headers) ? headers.Origin : headers.Referer));

    public static bool HasOrigin(IHeaderDictionary headers) => !StringValues.IsNullOrEmpty(headers.Origin);

    /// <param name="domains">A site's allowed domains: host names, <c>*.</c> and a host name, or <c>*</c>.</param>
    public bool IsIn(IReadOnlyList<string> domains)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            var domain = domains[i];
            if (domain == Any) return true;
            if (Name is null) continue;
            if (domain.StartsWith(Subdomains, StringComparison.Ordinal))
            {
                // The dot stays, so that neither example.com nor notexample.com is a subdomain of it.
                var suffix = domain.AsSpan(1);
                if (Name.Length > suffix.Length && Name.AsSpan().EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return true;
            }
            else if (Name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? HostOf(string? url)
    {
        if (url is null) return null;
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0) return null;

        var authority = url.AsSpan(scheme + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        if (end >= 0) authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];

        var port = authority.LastIndexOf(':');
        if (port > authority.LastIndexOf(']')) authority = authority[..port];
        return Normal(authority.TrimEnd('.'));
    }

    private static string? Normal(ReadOnlySpan<char> host)
    {
        if (host.IsEmpty || host.Length > MostCharacters || host.ContainsAny(Impossible)) return null;
        var name = host.ToString();
        if (Ascii.IsValid(name)) return name.ToLowerInvariant();
        try
        {
            return Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
