using System.Text.Json;

namespace Scanova.ClusterTests.Processes;

/// <summary>The demo site that the first start made, from <c>credentials.json</c> (contract section 12).</summary>
internal sealed record KeptCredentials(string SiteId, string ApiKey)
{
    public static KeptCredentials Read(string workingDirectory)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(workingDirectory, "data", "credentials.json")));
        return new KeptCredentials(json.GetProperty("site_id").GetString()!, json.GetProperty("api_key").GetString()!);
    }
}
