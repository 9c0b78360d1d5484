namespace Scanova.Attribution;

/// <summary>Which of a visitor's touchpoints can earn credit for a conversion (contract section 9).</summary>
public static class Touchpoints
{
    /// <summary>
    /// Those not after the conversion and not older than the lookback window, and always its own scan session, which counts
    /// as touched at the moment of the conversion if it lies outside. In the order of time, then session id.
    /// </summary>
    /// <param name="ownSession">The conversion's scan session; null for none.</param>
    public static IReadOnlyList<Touchpoint> Of(
        DateTime conversion, Guid? ownSession, IEnumerable<Touchpoint> visitors, TimeSpan lookback)
    {
        var earning = new List<Touchpoint>();
        foreach (var touchpoint in visitors)
        {
            if (IsInWindow(touchpoint.At, conversion, lookback)) earning.Add(touchpoint);
            else if (touchpoint.ScanSessionId == ownSession) earning.Add(touchpoint with { At = conversion });
        }

        earning.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.ScanSessionId.CompareTo(b.ScanSessionId));
        return earning;
    }

    public static bool IsInWindow(DateTime touch, DateTime conversion, TimeSpan lookback) =>
        touch <= conversion && conversion - touch <= lookback;
}
