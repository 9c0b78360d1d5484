using System.Buffers;

namespace Scanova.Server.Enrichment;

/// <summary>
/// Names by the token that gives them away; the first row whose token occurs decides. One pass finds whether any occurs at
/// all, so a table that seldom hits costs little however long it is.
/// </summary>
internal sealed class TokenTable
{
    private readonly (string Token, string Name)[] _rows;
    private readonly SearchValues<string> _tokens;

    public TokenTable(params ReadOnlySpan<(string Token, string Name)> rows)
    {
        _rows = rows.ToArray();
        _tokens = SearchValues.Create([.. _rows.Select(r => r.Token)], StringComparison.Ordinal);
    }

    public string? Find(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(_tokens)) return null;

        foreach (var (token, name) in _rows)
        {
            if (text.Contains(token, StringComparison.Ordinal)) return name;
        }

        return null;
    }
}
