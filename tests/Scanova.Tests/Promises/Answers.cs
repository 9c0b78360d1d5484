using System.Text.Json;

namespace Scanova.Tests.Promises;

/// <summary>Short words for reading answers.</summary>
internal static class Answers
{
    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static int Number(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    public static bool IsNull(this JsonElement json, string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null;

    public static IReadOnlyList<JsonElement> List(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    public static IReadOnlyList<Guid> Ids(this IEnumerable<JsonElement> items, string name = "event_id") =>
        [.. items.Select(item => item.GetProperty(name).GetGuid())];

    /// <summary>The answer as text without some of its members, for comparing.</summary>
    public static string Without(this JsonElement json, params string[] names)
    {
        var node = JsonSerializer.SerializeToNode(json)!.AsObject();
        foreach (var name in names) node.Remove(name);
        return node.ToJsonString();
    }
}
