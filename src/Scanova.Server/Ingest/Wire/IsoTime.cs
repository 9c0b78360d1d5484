using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// ISO 8601 date and time: <c>T</c> or a space between them, seconds and fraction optional, <c>Z</c>, an offset or none,
/// which means UTC. Kept to the millisecond.
/// </summary>
internal static class IsoTime
{
    public static readonly Flaw Malformed = new("invalid datetime format", "value_error.datetime");
    public static readonly Flaw TooEarly = new("ensure this value is not before 2000-01-01", "value_error.datetime.too_early");
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <returns>Null when <paramref name="time"/> is set.</returns>
    public static Flaw? Parse(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        var rest = text;
        if (!Number(ref rest, 4, out var year) || !Skip(ref rest, '-')
            || !Number(ref rest, 2, out var month) || !Skip(ref rest, '-')
            || !Number(ref rest, 2, out var day)
            || !(Skip(ref rest, 'T') || Skip(ref rest, 't') || Skip(ref rest, ' '))
            || !Number(ref rest, 2, out var hour) || !Skip(ref rest, ':')
            || !Number(ref rest, 2, out var minute)
            || !SecondsAndFraction(ref rest, out var milliseconds)
            || !Offset(rest, out var offsetMinutes)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return Malformed;
        }

        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks + milliseconds * TimeSpan.TicksPerMillisecond;
        var utc = local - offsetMinutes * TimeSpan.TicksPerMinute;
        if (utc < Earliest.Ticks) return TooEarly;
        time = new DateTime(Math.Min(utc, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        return null;
    }

    private static bool SecondsAndFraction(ref ReadOnlySpan<byte> rest, out long milliseconds)
    {
        milliseconds = 0;
        if (!Skip(ref rest, ':')) return true;
        if (!Number(ref rest, 2, out var seconds) || seconds > 59) return false;

        milliseconds = seconds * 1000;
        if (!Skip(ref rest, '.') && !Skip(ref rest, ',')) return true;

        var digits = 0;
        for (var weight = 100; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++, weight /= 10)
        {
            milliseconds += (rest[digits] - '0') * weight;
        }

        rest = rest[digits..];
        return digits > 0;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || (rest.Length == 1 && rest[0] is (byte)'Z' or (byte)'z')) return true;

        var isWest = rest[0] == '-';
        if (!Skip(ref rest, isWest ? '-' : '+') || !Number(ref rest, 2, out var hours)) return false;
        if (!rest.IsEmpty)
        {
            Skip(ref rest, ':');
            if (!Number(ref rest, 2, out minutes)) return false;
        }

        if (!rest.IsEmpty || hours > 23 || minutes > 59) return false;
        minutes += hours * 60;
        if (isWest) minutes = -minutes;
        return true;
    }

    private static bool Number(ref ReadOnlySpan<byte> rest, int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits) return false;
        foreach (var c in rest[..digits])
        {
            if (!char.IsAsciiDigit((char)c)) return false;
            number = number * 10 + c - '0';
        }

        rest = rest[digits..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }
}
