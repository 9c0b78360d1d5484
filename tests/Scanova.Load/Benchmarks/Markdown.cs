namespace Scanova.Load.Benchmarks;

/// <summary>Tables ready for the README.</summary>
internal static class Markdown
{
    /// <param name="rows">The head first.</param>
    /// <param name="texts">Columns of text, which come first; the others are figures and stand to the right.</param>
    public static string Table(IReadOnlyList<string[]> rows, int texts)
    {
        IEnumerable<string[]> lines = [rows[0], [.. rows[0].Select((_, column) => column < texts ? "---" : "---:")], .. rows.Skip(1)];
        return string.Join('\n', lines.Select(cells => $"| {string.Join(" | ", cells)} |"));
    }
}
