using System.Globalization;

namespace Scanova.Reports;

/// <summary>How long a step of a timeline is. On the wire in lower case.</summary>
public enum Interval
{
    Hour,
    Day,

    /// <summary>From Monday on, as ISO 8601 has it.</summary>
    Week,
    Month,
}

/// <summary>The steps that cover a report's days without gaps. The first and the last week or month may reach beyond them; only the days asked for count.</summary>
public sealed class Timeline
{
    private const int SlotsPerStep = 8;

    private readonly long[] _starts;
    private readonly int[] _slots;
    private readonly int _slotBits;
    private readonly string[] _keys;

    private Timeline(IReadOnlyCollection<(DateTime Start, string Key)> steps)
    {
        _starts = [.. steps.Select(s => s.Start.Ticks)];
        _keys = [.. steps.Select(s => s.Key)];

        // Slots of one length, some for each step, so that the step of a moment is found without searching.
        var length = _starts[^1] - _starts[0];
        while (length >> _slotBits > _starts.Length * SlotsPerStep) _slotBits++;
        _slots = new int[(length >> _slotBits) + 1];
        for (var (slot, step) = (0, 0); slot < _slots.Length; slot++)
        {
            while (step + 1 < _starts.Length && _starts[step + 1] - _starts[0] <= (long)slot << _slotBits) step++;
            _slots[slot] = step;
        }
    }

    /// <summary>What each step is called: its first day, or its first moment on the zone's clocks with their offset.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <returns>Null when there would be more than <paramref name="mostSteps"/>.</returns>
    public static Timeline? Of(ReportDays days, Interval interval, int mostSteps)
    {
        var steps = (interval == Interval.Hour ? Hours(days) : Days(days, interval)).Take(mostSteps + 1).ToList();
        return steps.Count > mostSteps ? null : new Timeline(steps);
    }

    /// <param name="utc">Within the days.</param>
    public string KeyAt(DateTime utc) => _keys[StepAt(utc.Ticks).Step];

    /// <param name="ticks">Within the days.</param>
    /// <returns>The number of the step, and when the next one starts.</returns>
    internal (int Step, long Next) StepAt(long ticks)
    {
        var step = _slots[Math.Min((ticks - _starts[0]) >> _slotBits, _slots.Length - 1)];
        while (step + 1 < _starts.Length && _starts[step + 1] <= ticks) step++;
        return (step, step + 1 < _starts.Length ? _starts[step + 1] : long.MaxValue);
    }

    private static IEnumerable<(DateTime, string)> Days(ReportDays days, Interval interval)
    {
        var step = interval switch
        {
            Interval.Week => days.From.AddDays(-(((int)days.From.DayOfWeek + 6) % 7)),
            Interval.Month => new DateOnly(days.From.Year, days.From.Month, 1),
            _ => days.From,
        };
        while (step <= days.To)
        {
            var start = step < days.From ? days.Start : ReportDays.StartOf(step, days.Zone);
            yield return (start, step.ToString("O", CultureInfo.InvariantCulture));
            step = interval switch
            {
                Interval.Week => step.AddDays(7),
                Interval.Month => step.AddMonths(1),
                _ => step.AddDays(1),
            };
        }
    }

    /// <summary>To the next full hour of the clocks as they run: an hour that they repeat makes two steps, one they skip makes none.</summary>
    private static IEnumerable<(DateTime, string)> Hours(ReportDays days)
    {
        var start = days.Start;
        while (start < days.End)
        {
            var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(start), days.Zone);
            yield return (start, local.ToString(local.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            start = start.AddTicks(TimeSpan.TicksPerHour - (local.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
        }
    }
}
