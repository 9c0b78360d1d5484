using System.Text.Json;

namespace Scanova.Server.Http;

/// <summary>A broken field and where it stands, e.g. <c>["body","events",3,"consent"]</c> (contract section 5).</summary>
public sealed record FieldProblem(IReadOnlyList<PathStep> Loc, Flaw Flaw)
{
    /// <summary>A field of the body itself.</summary>
    public static FieldProblem InBody(Flaw flaw, params IEnumerable<PathStep> path) => new(["body", .. path], flaw);

    /// <summary>A parameter of the query string.</summary>
    public static FieldProblem InQuery(Flaw flaw, string name) => new(["query", name], flaw);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("loc");
        foreach (var step in Loc)
        {
            if (step.Key is { } key) json.WriteStringValue(key);
            else json.WriteNumberValue(step.Index);
        }

        json.WriteEndArray();
        json.WriteString("msg", Flaw.Msg);
        json.WriteString("type", Flaw.Type);
        json.WriteEndObject();
    }
}

/// <summary>One step of a path: the key of an object, or the index of an array.</summary>
public readonly record struct PathStep(string? Key, int Index)
{
    public static implicit operator PathStep(string key) => new(key, 0);

    public static implicit operator PathStep(int index) => new(null, index);

    public static PathStep FromString(string key) => key;

    public static PathStep FromInt32(int index) => index;
}
