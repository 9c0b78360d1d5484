using System.Globalization;

namespace Scanova.Load.Processes;

/// <summary>What a process holds in memory, from /proc (Linux).</summary>
internal static class Memory
{
    /// <returns>Bytes resident now.</returns>
    public static long Of(int process)
    {
        const string resident = "VmRSS:";
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith(resident, StringComparison.Ordinal));
        return long.Parse(line[resident.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << 10;
    }
}
