namespace Scanova.Reports;

/// <summary>
/// How long an index that nobody asks is left behind its log: as long as little happens, longer each time; never so long
/// that the next report has much to read.
/// </summary>
internal sealed class CatchUpPace
{
    /// <summary>Read in some milliseconds.</summary>
    private const int FewRows = 1_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public TimeSpan Pause { get; private set; } = Shortest;

    /// <param name="rows">How many there were to read after the pause.</param>
    public void Adjust(int rows)
    {
        var next = rows > FewRows ? Pause / 2 : Pause * 2;
        Pause = next < Shortest ? Shortest : next > Longest ? Longest : next;
    }
}
