namespace Scanova.Storage.Sqlite;

/// <summary>Times in the one form they have in SQLite (<see cref="SqliteCommands.TimeFormat"/>), for what reads millions of them.</summary>
internal static class SqliteTime
{
    private const int Length = 24;

    /// <exception cref="FormatException">It is no time in this form.</exception>
    public static DateTime Read(ReadOnlySpan<byte> text)
    {
        var isInForm = text.Length == Length && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':'
            && text[19] == '.' && text[23] == 'Z';
        if (!isInForm) throw new FormatException("A time is not in its form.");

        return new DateTime(
            (Number(text[..2]) * 100) + Number(text[2..4]), Number(text[5..7]), Number(text[8..10]),
            Number(text[11..13]), Number(text[14..16]), Number(text[17..19]), (Number(text[20..22]) * 10) + Digit(text[22]), DateTimeKind.Utc);
    }

    private static int Number(ReadOnlySpan<byte> digits) => (Digit(digits[0]) * 10) + Digit(digits[1]);

    private static int Digit(byte digit) => digit is >= (byte)'0' and <= (byte)'9' ? digit - '0' : throw new FormatException("A time has no digit where it should.");
}
