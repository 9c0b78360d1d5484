using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Scanova.Server.Admin;

/// <summary>The syntax of one allowed domain (contract section 5), as it is then compared: lower case, no port, Punycode.</summary>
internal static partial class AllowedDomain
{
    public const string Any = "*";
    private const string Subdomains = "*.";
    private const int MostCharacters = 253;
    private static readonly IdnMapping Idn = new();

    /// <returns>Null when it is neither a host name, nor <c>*.</c> and a host name, nor <c>*</c>.</returns>
    public static string? Normalize(string given)
    {
        if (given == Any) return Any;
        var isWildcard = given.StartsWith(Subdomains, StringComparison.Ordinal);
        var host = Host(isWildcard ? given[Subdomains.Length..] : given);
        if (host is null) return null;
        return isWildcard ? Subdomains + host : host;
    }

    private static string? Host(string given)
    {
        var host = Port().Replace(given, string.Empty);
        if (host is ['[', .., ']'])
        {
            return IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : null;
        }

        try
        {
            // Lower case first: Punycode would keep a capital Ü as one, for the service runs without ICU.
            host = Idn.GetAscii(host.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }

        return host.Length <= MostCharacters && Labels().IsMatch(host) ? host : null;
    }

    [GeneratedRegex(@":[0-9]{1,5}\z")]
    private static partial Regex Port();

    [GeneratedRegex(@"\A[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\z")]
    private static partial Regex Labels();
}
