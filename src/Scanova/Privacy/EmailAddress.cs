using System.Buffers;
using System.Text;

namespace Scanova.Privacy;

/// <summary>
/// Finds raw e-mail addresses: <c>[A-Za-z0-9._%+-]+(@|%40)([A-Za-z0-9-]+\.)+[A-Za-z]{2,24}</c>, unless the last label is a
/// file type, as in <c>logo@2x.png</c> (contract section 7). Looks around each <c>@</c> instead of matching from every
/// character, so that a text costs its length whatever it holds.
/// </summary>
public static class EmailAddress
{
    public const string Redacted = "[redacted]";
    private const string Encoded = "%40";
    private const int LongestEnding = 24;

    private static readonly SearchValues<char> Local =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-");

    private static readonly SearchValues<char> Label =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] FileTypes = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"];

    public static bool IsIn(ReadOnlySpan<char> text) => Find(text, 0, out _, out _);

    /// <summary>The text with every address replaced by <see cref="Redacted"/>; the same instance if there is none.</summary>
    public static string Redact(string text)
    {
        if (!Find(text, 0, out var start, out var end)) return text;

        var redacted = new StringBuilder(text.Length).Append(text, 0, start).Append(Redacted);
        var kept = end;
        while (Find(text, kept, out start, out end))
        {
            // Addresses that touch, as in a@b.co@c.de, are one.
            if (start > kept) redacted.Append(text, kept, start - kept).Append(Redacted);
            kept = end;
        }

        return redacted.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>The first address whose <c>@</c> stands at or after <paramref name="from"/>, and what of it does.</summary>
    private static bool Find(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        var next = from;
        while (NextAt(text, next, out var at, out var host))
        {
            if (at > 0 && Local.Contains(text[at - 1]) && Host(text[host..]) is > 0 and var length)
            {
                start = from + text[from..at].LastIndexOfAnyExcept(Local) + 1;
                end = host + length;
                return true;
            }

            next = host;
        }

        start = end = 0;
        return false;
    }

    /// <summary>
    /// The next <c>@</c> or <c>%40</c>, whichever comes first. Both are looked for in one go: looking for one of them up to
    /// the end at each of the other would cost the square of the length.
    /// </summary>
    private static bool NextAt(ReadOnlySpan<char> text, int from, out int at, out int host)
    {
        at = from;
        while (text[at..].IndexOfAny('@', '%') is >= 0 and var found)
        {
            at += found;
            var isPlain = text[at] == '@';
            host = at + (isPlain ? 1 : Encoded.Length);
            if (isPlain || text[at..].StartsWith(Encoded, StringComparison.Ordinal)) return true;
            at++;
        }

        host = at;
        return false;
    }

    /// <summary>How many characters the longest host name at the start has; 0 if there is none or it ends in a file type.</summary>
    private static int Host(ReadOnlySpan<char> text)
    {
        var length = 0;
        var isFile = false;
        var start = 0;
        for (var labels = 0; ; labels++)
        {
            var label = Run(text[start..], Label);
            if (label == 0) break;
            var letters = Letters(text.Slice(start, Math.Min(label, LongestEnding)));
            if (labels > 0 && letters >= 2)
            {
                length = start + letters;
                isFile = IsFileType(text.Slice(start, letters));
            }

            start += label;
            if (start >= text.Length || text[start] != '.') break;
            start++;
        }

        return isFile ? 0 : length;
    }

    private static int Run(ReadOnlySpan<char> text, SearchValues<char> of)
    {
        var other = text.IndexOfAnyExcept(of);
        return other < 0 ? text.Length : other;
    }

    private static int Letters(ReadOnlySpan<char> label)
    {
        var count = 0;
        while (count < label.Length && char.IsAsciiLetter(label[count])) count++;
        return count;
    }

    private static bool IsFileType(ReadOnlySpan<char> ending)
    {
        foreach (var type in FileTypes)
        {
            if (ending.Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
