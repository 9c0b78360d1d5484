using System.Globalization;

namespace Scanova.Tests.Deployment;

/// <summary><c>haproxy.cfg</c> as lines of words.</summary>
internal sealed class ProxyConfiguration
{
    private readonly string[][] _lines =
        [.. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' '))];

    public static string Text { get; } = Repository.Read("src/deploy/haproxy.cfg");

    public int ListensOn => int.Parse(_lines.Single(l => l[0] == "bind")[1].Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>Each as <c>host:port</c>.</summary>
    public IReadOnlyList<string> Servers => [.. _lines.Where(l => l[0] == "server").Select(l => l[2])];

    public string CheckedRoute
    {
        get
        {
            var check = _lines.Single(l => l is ["http-check", "send", ..]);
            return check[Array.IndexOf(check, "uri") + 1];
        }
    }

    /// <summary>The same with other addresses, for a run on loopback.</summary>
    public string With(int port, IReadOnlyList<int> silos) =>
        Servers.Zip(silos).Aggregate(Text.Replace($"bind :{ListensOn}", $"bind 127.0.0.1:{port}", StringComparison.Ordinal), (text, pair) =>
            text.Replace($" {pair.First}\n", $" 127.0.0.1:{pair.Second}\n", StringComparison.Ordinal));
}
