using System.Globalization;

namespace Scanova.Load.Processes;

/// <summary>Processor time from /proc (Linux), in user and kernel mode, to 10 ms.</summary>
internal static class CpuTime
{
    /// <summary>The kernel counts in ticks of 1/100 s on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>What the process and everything it started have used, those that ended included.</summary>
    public static TimeSpan OfTree(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(Read)
            .OfType<Entry>()
            .ToLookup(entry => entry.Parent);
        var own = all.SelectMany(children => children).FirstOrDefault(entry => entry.Id == root);
        return own is null ? TimeSpan.Zero : TimeSpan.FromSeconds(TicksOf(own) / TicksPerSecond);

        long TicksOf(Entry entry) => entry.Ticks + all[entry.Id].Sum(TicksOf);
    }

    private static Entry? Read(string folder)
    {
        try
        {
            // The command stands in brackets and may itself hold spaces and brackets.
            var text = File.ReadAllText($"{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new Entry(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), ticks);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, long Ticks);
}
