namespace Scanova.Tests.Deployment;

/// <summary>One service of the compose file.</summary>
internal sealed class Service(string name, object node)
{
    private readonly Dictionary<string, object> _node = ComposeFile.Mapping(node);

    public string Name => name;

    public IReadOnlyDictionary<string, string> Environment => ComposeFile.Map(_node, "environment").ToDictionary(p => p.Key, p => (string)p.Value);

    public IReadOnlyList<string> Command => Words("command");

    public IReadOnlyList<string> Ports => Words("ports");

    public IReadOnlyList<string> HealthCheck => _node.ContainsKey("healthcheck") ? List(ComposeFile.Map(_node, "healthcheck")["test"]) : [];

    /// <summary>A list, or a mapping whose keys are the names.</summary>
    public IReadOnlyList<string> DependsOn => Words("depends_on");

    public IReadOnlyList<string> Networks => Words("networks");

    public IReadOnlyList<(string Source, string Target)> Mounts =>
        [.. Words("volumes").Select(v => v.Split(':')).Select(v => (v[0], v[1]))];

    public string? this[string key] => _node.TryGetValue(key, out var value) ? value as string : null;

    public string AddressIn(string network) => (string)ComposeFile.Map(ComposeFile.Map(_node, "networks"), network)["ipv4_address"];

    private IReadOnlyList<string> Words(string key) => _node.TryGetValue(key, out var value) ? List(value) : [];

    private static IReadOnlyList<string> List(object value) => value switch
    {
        List<object> list => [.. list.Cast<string>()],
        Dictionary<object, object> map => [.. map.Keys.Cast<string>()],
        _ => [(string)value],
    };
}
