using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Scanova.Tests.Deployment;

/// <summary><c>docker-compose.yml</c>, as far as the tests ask about it.</summary>
internal sealed partial class ComposeFile
{
    private readonly Dictionary<string, object> _root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Text);

    public static string Text { get; } = Repository.Read("docker-compose.yml");

    public IReadOnlyDictionary<string, Service> Services => Map(_root, "services").ToDictionary(s => s.Key, s => new Service(s.Key, s.Value));

    public IReadOnlyList<Service> Silos => [.. Services.Values.Where(s => s.Environment.ContainsKey("ConnectionStrings__Scanova"))];

    public Service Proxy => Services["proxy"];

    public Service Postgres => Services["postgres"];

    public IEnumerable<string> Networks => Map(_root, "networks").Keys;

    public IEnumerable<string> Volumes => Map(_root, "volumes").Keys;

    /// <summary>The one subnet, and the part of it that containers without an address of their own are given.</summary>
    public (string Subnet, string Range) Addresses
    {
        get
        {
            var config = (Dictionary<object, object>)((List<object>)Map(Map(Map(_root, "networks"), "scanova"), "ipam")["config"]).Single();
            return ((string)config["subnet"], (string)config["ip_range"]);
        }
    }

    /// <summary>The variables it takes from the environment, with what follows the name: <c>?why</c>, <c>-default</c>.</summary>
    public static ILookup<string, string> Variables { get; } =
        Variable().Matches(Text).ToLookup(m => m.Groups["name"].Value, m => m.Groups["rest"].Value);

    /// <summary>A value as the container sees it, with <paramref name="secret"/> for what has no default.</summary>
    public static string Interpolate(string value, string secret) =>
        Variable().Replace(value, m => m.Groups["rest"].Value is ['-', .. var fallback] ? fallback : secret);

    internal static Dictionary<string, object> Mapping(object value) =>
        ((Dictionary<object, object>)value).ToDictionary(p => (string)p.Key, p => p.Value);

    internal static Dictionary<string, object> Map(Dictionary<string, object> parent, string key) =>
        parent.TryGetValue(key, out var value) ? Mapping(value) : [];

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):(?<rest>[^}]*)\}")]
    private static partial Regex Variable();
}
