using System.Buffers;
using Scanova.Privacy;
using Scanova.Server.Http;
using Scanova.Server.Ingest.Wire;

namespace Scanova.Server.Ingest.Judging;

/// <summary>Reads an event's fields against their rules and gathers every one that breaks its own.</summary>
/// <param name="index">The event's place in its batch; null when it came alone.</param>
internal sealed class FieldCheck(int? index)
{
    private const int NameCharacters = 128;
    private static readonly SearchValues<char> SnakeCase = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private List<FieldProblem>? _problems;
    private List<string>? _warnings;

    /// <summary>Null when every field keeps its rule.</summary>
    public Problem? Problem => _problems is null ? null : Problem.Of(_problems);

    public IReadOnlyList<string> Warnings => _warnings ?? (IReadOnlyList<string>)[];

    public void Warn(string text) => (_warnings ??= []).Add(text);

    public void Refuse(Flaw flaw, params ReadOnlySpan<PathStep> path)
    {
        ReadOnlySpan<PathStep> start = index is { } i ? ["body", "events", i] : ["body"];
        (_problems ??= []).Add(new FieldProblem([.. start, .. path], flaw));
    }

    /// <summary>Whether there is a value to judge; a field given in a form that has none is refused here.</summary>
    public bool Has<T>(Field<T> field, params ReadOnlySpan<PathStep> path)
    {
        if (field.Flaw is { } flaw) Refuse(flaw, path);
        return field.IsGiven;
    }

    public bool HasRequired<T>(Field<T> field, params ReadOnlySpan<PathStep> path)
    {
        if (field.IsAbsent) Refuse(Flaw.Missing, path);
        return Has(field, path);
    }

    public Guid? Id(Field<Guid> field, string name) => Has(field, name) ? field.Value : null;

    public string SiteId(Field<string> field) =>
        HasRequired(field, "site_id") && IsStorable(field.Value!, "site_id") ? field.Value! : string.Empty;

    public string Name(Field<string> field, string name)
    {
        if (!HasRequired(field, name)) return string.Empty;
        var text = field.Value!;
        if (text.Length == 0) Refuse(Flaw.Empty, name);
        else if (Fits(text, NameCharacters, name) && IsStorable(text, name) && !IsSnakeCase(text)) Warn($"{name} is not in snake_case");
        return text;
    }

    /// <summary>A text that is stored as it is.</summary>
    public string? Text(Field<string> field, int most, params ReadOnlySpan<PathStep> path) =>
        Has(field, path) && Fits(field.Value!, most, path) && IsStorable(field.Value!, path) ? field.Value : null;

    /// <summary>A URL, with e-mail addresses taken out.</summary>
    public string? Url(Field<string> field, string name) =>
        Text(field, 4_096, name) is { } url ? EmailAddress.Redact(url) : null;

    /// <summary>The time of the event: what it states, unless it is absent or lies ahead of the clock.</summary>
    public DateTime Time(Field<DateTime> field, string name, DateTime receivedAt)
    {
        if (!Has(field, name)) return receivedAt;
        if (field.Value <= receivedAt + Ahead) return field.Value;
        Warn($"{name} is over 5 minutes in the future: the time of receipt is used");
        return receivedAt;
    }

    public ConsentState? Consent(Field<string> field)
    {
        if (!Has(field, "consent")) return null;
        switch (field.Value)
        {
            case "granted": return ConsentState.Granted;
            case "denied": return ConsentState.Denied;
            case "pending": return ConsentState.Pending;
            default:
                Refuse(Flaw.NoneOf("'granted', 'denied', 'pending'"), "consent");
                return null;
        }
    }

    public string? Metadata(Field<Metadata> field, string name)
    {
        if (!Has(field, name)) return null;
        foreach (var (path, flaw) in field.Value!.Flaws) Refuse(flaw, [name, .. path]);
        return field.Value.Json;
    }

    private bool Fits(string text, int most, params ReadOnlySpan<PathStep> path)
    {
        if (text.Length <= most || Characters(text) <= most) return true;
        Refuse(Flaw.LongerThan(most), path);
        return false;
    }

    private bool IsStorable(string text, params ReadOnlySpan<PathStep> path)
    {
        // Unpaired surrogates were turned into NUL when the body was scanned.
        if (!text.Contains('\0')) return true;
        Refuse(Flaw.Unstorable, path);
        return false;
    }

    private static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static bool IsSnakeCase(string name) => char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(SnakeCase);
}
