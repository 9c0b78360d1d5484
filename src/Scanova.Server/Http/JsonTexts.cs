using System.Text.Json;

namespace Scanova.Server.Http;

internal static class JsonTexts
{
    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++) json.WriteStringValue(texts[i]);
        json.WriteEndArray();
    }
}
