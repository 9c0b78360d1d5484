namespace Scanova.Reports;

/// <summary>Shares in a hundred, to 6 decimals.</summary>
public static class Percent
{
    private const int Decimals = 6;

    /// <returns>0 when there is nothing to have a share of.</returns>
    public static decimal Of(long part, long whole) =>
        whole == 0 ? 0 : Math.Round(100m * part / whole, Decimals, MidpointRounding.AwayFromZero);
}
