namespace Scanova.Attribution;

/// <summary>Shares one conversion among its touchpoints (contract section 9).</summary>
public static class Credits
{
    private const int Decimals = 9;
    private const double HalfLifeDays = 7;

    /// <param name="touchpoints">In the order of time, then session id.</param>
    /// <returns>Shares above 0 with 9 decimals that sum to exactly 1; none without touchpoints.</returns>
    public static IReadOnlyList<Credit> Share(AttributionModel model, IReadOnlyList<Touchpoint> touchpoints)
    {
        if (touchpoints.Count == 0) return [];
        if (model == AttributionModel.LastTouch) return [new Credit(touchpoints[^1].ScanSessionId, touchpoints[^1].Qrid, 1)];
        if (model == AttributionModel.FirstTouch) return [new Credit(touchpoints[0].ScanSessionId, touchpoints[0].Qrid, 1)];

        // From the newest touchpoint instead of the conversion: the same ratios, and a weight of at least 1 for old journeys.
        var weights = Weights(model, touchpoints, touchpoints[^1].At);
        var total = weights.Sum();
        var credits = new List<Credit>(weights.Length);
        var left = 1m;
        for (var i = 0; i < weights.Length && left > 0; i++)
        {
            // The last share takes the rest; rounding up before it must not overdraw it.
            var isLast = i == weights.Length - 1;
            var share = isLast ? left : Math.Min(left, Math.Round((decimal)(weights[i] / total), Decimals));
            left -= share;
            if (share > 0) credits.Add(new Credit(touchpoints[i].ScanSessionId, touchpoints[i].Qrid, share));
        }

        return credits;
    }

    /// <summary>How much each touchpoint weighs against the others.</summary>
    /// <param name="touchpoints">In the order of time, then session id.</param>
    /// <param name="from">The moment that ages count back from.</param>
    public static double[] Weights(AttributionModel model, IReadOnlyList<Touchpoint> touchpoints, DateTime from)
    {
        var count = touchpoints.Count;
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            weights[i] = model switch
            {
                AttributionModel.LastTouch => i == count - 1 ? 1 : 0,
                AttributionModel.FirstTouch => i == 0 ? 1 : 0,
                AttributionModel.Linear => 1,
                AttributionModel.TimeDecay => Math.Pow(2, -(from - touchpoints[i].At).TotalDays / HalfLifeDays),
                _ => Position(i, count),
            };
        }

        return weights;
    }

    private static double Position(int index, int count) => count switch
    {
        1 => 1,
        2 => 0.5,
        _ => index == 0 || index == count - 1 ? 0.4 : 0.2 / (count - 2),
    };
}
