using System.Globalization;

namespace Scanova.Server.Ingest.Wire;

/// <summary>Escape sequences inside a JSON string whose syntax has been checked.</summary>
internal static class JsonEscapes
{
    private const int UnicodeLength = 6;

    /// <summary>
    /// Overwrites each unpaired surrogate with an escaped NUL, which is as long and as unfit to be stored: what reads the
    /// string later need not fear it, and one check refuses both.
    /// </summary>
    public static void MendSurrogates(Span<byte> text)
    {
        var i = 0;
        while (Next(text, i, out var at, out var length, out var rune))
        {
            if (rune is >= 0xD800 and <= 0xDFFF) "\\u0000"u8.CopyTo(text[at..]);
            i = at + length;
        }
    }

    /// <summary>Writes the text without its escapes, unpaired surrogates as if they were characters; never longer than the source.</summary>
    /// <returns>Bytes written.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var written = 0;
        var i = 0;
        while (Next(text, i, out var at, out var length, out var rune))
        {
            text[i..at].CopyTo(destination[written..]);
            written += at - i;
            written += Encode(rune, destination[written..]);
            i = at + length;
        }

        text[i..].CopyTo(destination[written..]);
        return written + text.Length - i;
    }

    private static bool Next(ReadOnlySpan<byte> text, int from, out int at, out int length, out int rune)
    {
        (at, length, rune) = (0, 0, 0);
        var found = text[from..].IndexOf((byte)'\\');
        if (found < 0) return false;

        at = from + found;
        if (text[at + 1] != 'u')
        {
            length = 2;
            rune = text[at + 1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                var self => self,
            };
            return true;
        }

        length = UnicodeLength;
        rune = Unit(text, at);
        if (char.IsHighSurrogate((char)rune) && Unit(text, at + UnicodeLength) is var low && char.IsLowSurrogate((char)low))
        {
            length = 2 * UnicodeLength;
            rune = char.ConvertToUtf32((char)rune, (char)low);
        }

        return true;
    }

    /// <summary>The UTF-16 unit of a <c>\uXXXX</c> that starts here; 0 when none does.</summary>
    private static int Unit(ReadOnlySpan<byte> text, int at) =>
        at + UnicodeLength <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && int.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : 0;

    private static int Encode(int rune, Span<byte> destination)
    {
        switch (rune)
        {
            case < 0x80:
                destination[0] = (byte)rune;
                return 1;
            case < 0x800:
                destination[0] = (byte)(0xC0 | rune >> 6);
                destination[1] = Continuation(rune);
                return 2;
            case < 0x10000:
                destination[0] = (byte)(0xE0 | rune >> 12);
                destination[1] = Continuation(rune >> 6);
                destination[2] = Continuation(rune);
                return 3;
            default:
                destination[0] = (byte)(0xF0 | rune >> 18);
                destination[1] = Continuation(rune >> 12);
                destination[2] = Continuation(rune >> 6);
                destination[3] = Continuation(rune);
                return 4;
        }
    }

    private static byte Continuation(int bits) => (byte)(0x80 | bits & 0x3F);
}
