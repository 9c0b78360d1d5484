using System.Globalization;

namespace Scanova.Load.Benchmarks;

/// <summary>Several rounds as one figure.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median and, in brackets, the least and the greatest.</summary>
    public static string Spread(IReadOnlyCollection<double> values, string format) =>
        $"{Text(Median(values), format)} ({Text(values.Min(), format)}–{Text(values.Max(), format)})";

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
