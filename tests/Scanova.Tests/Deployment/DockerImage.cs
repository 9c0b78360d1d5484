using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scanova.Tests.Deployment;

/// <summary>The <c>Dockerfile</c> as instructions: name and arguments, in order.</summary>
internal sealed partial class DockerImage
{
    public IReadOnlyList<(string Name, string Arguments)> Instructions { get; } =
        [.. ContinuedLine().Replace(Repository.Read("Dockerfile"), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(words => (words[0], words[1].Trim()))];

    public IEnumerable<string> All(string name) => Instructions.Where(i => i.Name == name).Select(i => i.Arguments);

    /// <summary>What the second stage starts as.</summary>
    public string Last(string name) => All(name).Last();

    /// <summary>Sources that come from the repository, not from an earlier stage.</summary>
    public IEnumerable<string> CopiedFromRepository =>
        All("COPY").Where(c => !c.StartsWith("--from", StringComparison.Ordinal)).SelectMany(c => c.Split(' ')[..^1]);

    public IReadOnlyDictionary<string, string> Environment =>
        All("ENV").SelectMany(e => e.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(e => e.Split('=', 2)).ToDictionary(e => e[0], e => e[1]);

    public string[] EntryPoint => JsonSerializer.Deserialize<string[]>(Last("ENTRYPOINT"))!;

    public string[] HealthCheck
    {
        get
        {
            var check = Last("HEALTHCHECK");
            return JsonSerializer.Deserialize<string[]>(check[check.IndexOf('[', StringComparison.Ordinal)..])!;
        }
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex ContinuedLine();
}
