using System.Text.Json;
using Scanova.Server.Http;

namespace Scanova.Server.Admin;

/// <summary>
/// The fields of a body, judged one by one; every broken one is noted (contract section 5). Absent, null and broken all read
/// as null: nothing is used before <see cref="AnyProblemSent"/> was asked.
/// </summary>
internal sealed class AdminFields(JsonElement body)
{
    private static readonly Flaw NotFlag = new("value is not a valid boolean", "value_error.bool");
    private readonly List<FieldProblem> _problems = [];

    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <inheritdoc cref="Problem.AnySent"/>
    public Task<bool> AnyProblemSent(HttpContext http) => Problem.AnySent(http, _problems);

    /// <summary>Whether the field is there at all, be it null.</summary>
    public bool Has(string name) => body.TryGetProperty(name, out _);

    public void Require(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is null) Refuse(Flaw.Missing, name);
        }
    }

    public string? Text(string name, int most) => Find(name) is { } value ? Text(value, most, name) : null;

    /// <summary>A text that <paramref name="parse"/> makes something of; null from it is <paramref name="flaw"/>.</summary>
    public T? Parsed<T>(string name, int most, Func<string, T?> parse, Flaw flaw)
        where T : class
    {
        if (Text(name, most) is not { } text) return null;
        var parsed = parse(text);
        if (parsed is null) Refuse(flaw, name);
        return parsed;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(NotFlag, name);
        return null;
    }

    public int? Whole(string name, int least, int most)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number) Refuse(Flaw.NotInteger, name);
        else if (value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        else Refuse(new Flaw($"ensure this value is a whole number from {least} to {most}", "value_error.number.range"), name);
        return null;
    }

    /// <summary>A list of texts, each judged by itself; repeats are dropped.</summary>
    public IReadOnlyList<string>? Texts(string name, int mostItems, int mostCharacters, Func<string, string?> parse, Flaw flaw)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(Flaw.NotList, name);
            return null;
        }

        if (value.GetArrayLength() > mostItems)
        {
            Refuse(new Flaw($"ensure this value has at most {mostItems} items", "value_error.list.max_items"), name);
            return null;
        }

        var texts = new List<string>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (Text(item, mostCharacters, name, index) is not { } text) continue;
            if (parse(text) is { } parsed) texts.Add(parsed);
            else Refuse(flaw, name, index);
        }

        return [.. texts.Distinct(StringComparer.Ordinal)];
    }

    public void Refuse(Flaw flaw, params ReadOnlySpan<PathStep> path) => _problems.Add(FieldProblem.InBody(flaw, path.ToArray()));

    private string? Text(JsonElement value, int most, params ReadOnlySpan<PathStep> path)
    {
        if (value.ValueKind != JsonValueKind.String) Refuse(Flaw.NotText, path);
        else if (!TryDecode(value, out var text) || text.Contains('\0')) Refuse(Flaw.Unstorable, path);
        else if (string.IsNullOrWhiteSpace(text)) Refuse(Flaw.Empty, path);
        else if (text.Length > most) Refuse(Flaw.LongerThan(most), path);
        else return text;
        return null;
    }

    /// <summary>An escaped unpaired surrogate is valid JSON and no text.</summary>
    private static bool TryDecode(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = string.Empty;
            return false;
        }
    }

    private JsonElement? Find(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
