namespace Scanova.Attribution;

/// <summary>Which of a visitor's touchpoints can earn credit for a conversion (contract section 9).</summary>
public static class Touchpoints
{
    private static readonly Comparer<Touchpoint> ByTime = Comparer<Touchpoint>.Create(
        static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.ScanSessionId.CompareTo(b.ScanSessionId));

    /// <summary>By time, then session id.</summary>
    public static Touchpoint[] InOrder(IEnumerable<Touchpoint> touchpoints)
    {
        Touchpoint[] inOrder = [.. touchpoints];
        Array.Sort(inOrder, ByTime);
        return inOrder;
    }

    /// <summary>
    /// Those not after the conversion and not older than the lookback window, and always its own scan session, which counts
    /// as touched at the moment of the conversion if it lies outside.
    /// </summary>
    /// <param name="own">The conversion's scan session, one of the visitor's; null for none.</param>
    /// <param name="visitors">As <see cref="InOrder"/> has them.</param>
    /// <returns>In the same order.</returns>
    public static IReadOnlyList<Touchpoint> Of(DateTime conversion, Touchpoint? own, Touchpoint[] visitors, TimeSpan lookback)
    {
        var first = FirstWhere(visitors, touchpoint => conversion - touchpoint.At <= lookback);
        var end = FirstWhere(visitors, touchpoint => touchpoint.At > conversion);
        var earning = new ArraySegment<Touchpoint>(visitors, first, end - first);
        return own is not { } outside || IsInWindow(outside.At, conversion, lookback) ? earning : InOrder([.. earning, outside with { At = conversion }]);
    }

    public static bool IsInWindow(DateTime touch, DateTime conversion, TimeSpan lookback) =>
        touch <= conversion && conversion - touch <= lookback;

    /// <param name="holds">Of none up to one, and of all from there on.</param>
    private static int FirstWhere(Touchpoint[] touchpoints, Func<Touchpoint, bool> holds)
    {
        int low = 0, high = touchpoints.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(touchpoints[middle])) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
