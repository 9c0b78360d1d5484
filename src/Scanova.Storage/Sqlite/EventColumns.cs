using System.Text.Json;

namespace Scanova.Storage.Sqlite;

/// <summary>The columns by their names in SQL.</summary>
internal static class EventColumns
{
    /// <summary>All of them, for an <c>INSERT</c> or a <c>SELECT</c>.</summary>
    public static readonly string List = string.Join(", ", Enum.GetNames<EventColumn>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
