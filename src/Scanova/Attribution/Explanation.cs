using Scanova.Events;

namespace Scanova.Attribution;

/// <summary>Tells of each scan session of a visitor whether it earns credit for a conversion, why, and how much.</summary>
public static class Explanation
{
    private static readonly AttributionModel[] Models = Enum.GetValues<AttributionModel>();

    /// <summary>Takes what <see cref="Touchpoints.Of"/> takes, and leaves none of the sessions out.</summary>
    /// <returns>By touch time, then session id.</returns>
    public static IReadOnlyList<ExplainedTouchpoint> Of(
        DateTime conversion, Guid? ownSession, IReadOnlyCollection<Touchpoint> visitors, TimeSpan lookback)
    {
        var inOrder = Touchpoints.InOrder(visitors);
        var own = visitors.Where(t => t.ScanSessionId == ownSession).Select(t => (Touchpoint?)t).FirstOrDefault();
        var earned = Earned(conversion, Touchpoints.Of(conversion, own, inOrder, lookback));
        return
        [
            .. inOrder.Select(t => new ExplainedTouchpoint(
                t.ScanSessionId,
                t.Qrid,
                t.At,
                Stand(t, conversion, ownSession, lookback),
                earned.GetValueOrDefault(t.ScanSessionId) ?? [])),
        ];
    }

    private static Standing Stand(Touchpoint touchpoint, DateTime conversion, Guid? ownSession, TimeSpan lookback)
    {
        if (Touchpoints.IsInWindow(touchpoint.At, conversion, lookback)) return Standing.InWindow;
        if (touchpoint.ScanSessionId == ownSession) return Standing.OwnSession;
        return touchpoint.At > conversion ? Standing.AfterConversion : Standing.TooOld;
    }

    private static Dictionary<Guid, ExplainedCredit[]> Earned(DateTime conversion, IReadOnlyList<Touchpoint> touchpoints)
    {
        var earned = touchpoints.ToDictionary(t => t.ScanSessionId, _ => new ExplainedCredit[Models.Length], IdHash.Comparer);
        for (var m = 0; m < Models.Length; m++)
        {
            var weights = Credits.Weights(Models[m], touchpoints, conversion);
            for (var i = 0; i < weights.Length; i++)
            {
                earned[touchpoints[i].ScanSessionId][m] = new ExplainedCredit(Models[m], weights[i], 0);
            }

            foreach (var credit in Credits.Share(Models[m], touchpoints))
            {
                earned[credit.ScanSessionId][m] = earned[credit.ScanSessionId][m] with { Share = credit.Share };
            }
        }

        return earned;
    }
}
