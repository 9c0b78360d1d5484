using System.Globalization;

namespace Scanova.Tests.Deployment;

/// <summary><c>haproxy.cfg</c> as lines of words.</summary>
internal sealed class ProxyConfiguration
{
    private readonly string[][] _lines =
        [.. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' '))];

    public static string Text { get; } = Repository.Read("src/deploy/haproxy.cfg");

    public int ListensOn => int.Parse(_lines.Single(l => l[0] == "bind")[1].Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>The servers of each backend, as <c>host:port</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Servers
    {
        get
        {
            var backends = new Dictionary<string, IReadOnlyList<string>>();
            for (var rest = _lines.AsSpan(); rest.Length > 0; rest = rest[1..])
            {
                if (rest[0] is not ["backend", var name]) continue;
                var section = rest[1..].ToArray().TakeWhile(l => l[0] != "backend");
                backends[name] = [.. section.Where(l => l[0] == "server").Select(l => l[2])];
            }

            return backends;
        }
    }

    public IEnumerable<string> CheckedRoutes =>
        _lines.Where(l => l is ["http-check", "send", ..]).Select(check => check[Array.IndexOf(check, "uri") + 1]);

    /// <summary>How long a silo may take for the answer to a check.</summary>
    public TimeSpan CheckTimeout => Seconds(_lines.Single(l => l is ["timeout", "check", _])[2]);

    /// <summary>How long a silo that turned unready may still be sent requests.</summary>
    public TimeSpan Notices
    {
        get
        {
            var server = _lines.Single(l => l[0] == "default-server");
            return Seconds(server[Array.IndexOf(server, "inter") + 1]) * int.Parse(server[Array.IndexOf(server, "fall") + 1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>How long a report may take.</summary>
    public TimeSpan ReportTimeout => Seconds(_lines.Single(l => l is ["http-request", "set-timeout", "server", ..])[3]);

    /// <summary>The same with other addresses, for a run on loopback.</summary>
    public string With(int port, IReadOnlyList<int> silos) =>
        Servers.First().Value.Zip(silos).Aggregate(Text.Replace($"bind :{ListensOn}", $"bind 127.0.0.1:{port}", StringComparison.Ordinal), (text, pair) =>
            text.Replace($" {pair.First} ", $" 127.0.0.1:{pair.Second} ", StringComparison.Ordinal));

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));
}
