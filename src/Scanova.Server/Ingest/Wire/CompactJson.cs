using System.Buffers;
using System.Text;

namespace Scanova.Server.Ingest.Wire;

/// <summary>Writes JSON into a bounded buffer without spaces, escaping only what JSON itself asks for.</summary>
internal ref struct CompactJson(Span<byte> buffer)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    /// <summary>Something did not fit; what is written is of no use.</summary>
    public bool IsFull { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Raw(byte c)
    {
        if (Length < _buffer.Length) _buffer[Length++] = c;
        else IsFull = true;
    }

    public void Raw(ReadOnlySpan<byte> json)
    {
        if (json.TryCopyTo(_buffer[Length..])) Length += json.Length;
        else IsFull = true;
    }

    /// <param name="raw">A string's content as it stood in JSON without escapes.</param>
    public void QuotedRaw(ReadOnlySpan<byte> raw)
    {
        Raw((byte)'"');
        Raw(raw);
        Raw((byte)'"');
    }

    public void Quoted(ReadOnlySpan<char> text)
    {
        Raw((byte)'"');
        while (!text.IsEmpty && !IsFull)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            if (!Encoding.UTF8.TryGetBytes(text[..plain], _buffer[Length..], out var bytes)) IsFull = true;
            Length += bytes;
            if (plain < text.Length) Escape(text[plain++]);
            text = text[plain..];
        }

        Raw((byte)'"');
    }

    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\r': Raw("\\r"u8); break;
            case '\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                Raw((byte)(c < 0x10 ? '0' : '1'));
                Raw("0123456789abcdef"u8[c & 0xF]);
                break;
        }
    }
}
