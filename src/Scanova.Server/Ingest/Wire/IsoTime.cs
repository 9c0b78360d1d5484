using Scanova.Server.Http;

namespace Scanova.Server.Ingest.Wire;

/// <summary>
/// ISO 8601, extended or basic: a date, and after <c>T</c> or a space a time with seconds and fraction optional, <c>Z</c>, an
/// offset or none, which means UTC. A date alone is its midnight. Kept to the millisecond.
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
        if (!Date(ref rest, out var local, out var isBasic)) return Malformed;

        var ofDay = 0L;
        var isLeap = false;
        var offsetMinutes = 0;
        if (!rest.IsEmpty && !(TimeOfDay(ref rest, isBasic, out ofDay, out isLeap) && Offset(rest, out offsetMinutes))) return Malformed;

        var utc = local + ofDay - offsetMinutes * TimeSpan.TicksPerMinute;
        // A leap second ends a day, and only that of UTC.
        if (isLeap && (utc + TimeSpan.TicksPerMillisecond) % TimeSpan.TicksPerDay != 0) return Malformed;
        if (utc < Earliest.Ticks) return TooEarly;
        time = new DateTime(Math.Min(utc, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        return null;
    }

    private static bool Date(ref ReadOnlySpan<byte> rest, out long ticks, out bool isBasic)
    {
        (ticks, isBasic) = (0, false);
        if (!Number(ref rest, 4, out var year)) return false;
        isBasic = !Skip(ref rest, '-');
        if (!Number(ref rest, 2, out var month) || !(isBasic || Skip(ref rest, '-')) || !Number(ref rest, 2, out var day)) return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;

        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    /// <param name="isLeap">The second is 60: its first moment cannot be told from the last millisecond before it.</param>
    private static bool TimeOfDay(ref ReadOnlySpan<byte> rest, bool isBasic, out long ticks, out bool isLeap)
    {
        (ticks, isLeap) = (0, false);
        if (!(Skip(ref rest, 'T') || Skip(ref rest, 't') || Skip(ref rest, ' '))
            || !Number(ref rest, 2, out var hour) || !(isBasic || Skip(ref rest, ':')) || !Number(ref rest, 2, out var minute) || minute > 59)
        {
            return false;
        }

        var milliseconds = 0L;
        var hasSeconds = isBasic ? !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]) : Skip(ref rest, ':');
        if (hasSeconds && !SecondsAndFraction(ref rest, out milliseconds, out isLeap)) return false;

        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute + milliseconds * TimeSpan.TicksPerMillisecond;
        // 24:00 is the next day's midnight.
        return hour < 24 || ticks == TimeSpan.TicksPerDay;
    }

    private static bool SecondsAndFraction(ref ReadOnlySpan<byte> rest, out long milliseconds, out bool isLeap)
    {
        (milliseconds, isLeap) = (0, false);
        if (!Number(ref rest, 2, out var seconds) || seconds > 60) return false;

        isLeap = seconds == 60;
        if (Skip(ref rest, '.') || Skip(ref rest, ','))
        {
            var digits = 0;
            for (var weight = 100; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++, weight /= 10)
            {
                milliseconds += (rest[digits] - '0') * weight;
            }

            rest = rest[digits..];
            if (digits == 0) return false;
        }

        milliseconds = isLeap ? 59_999 : milliseconds + seconds * 1000;
        return true;
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
