using System.Text.Json;
using Scanova.Load.Driving;
using Scanova.Load.Filling;

namespace Scanova.Load.Benchmarks;

/// <summary>Whether reports add up to what the store was filled with: a fast wrong answer is worth nothing.</summary>
internal static class ReportCheck
{
    /// <exception cref="LoadFailedException">They do not.</exception>
    public static async Task Run(Reports reports, Period all, Totals totals)
    {
        const string withBots = "include_bots=1";
        foreach (var report in new[] { $"summary?{withBots}", $"timeline?interval=day&{withBots}", $"events?{withBots}", $"qr-codes?{withBots}" })
        {
            var rows = await reports.Get(report, all);
            Same("events", totals.Events);
            Same("scans", totals.Scans);
            Same("duplicates", totals.Duplicates);
            Same("conversions", totals.Conversions);
            foreach (var (currency, revenue) in totals.Revenue) Equal($"revenue in {currency}", rows.Sum(row => Revenue(row, currency)), revenue);

            void Same(string figure, long expected) => Equal(figure, rows.Sum(row => row.GetProperty(figure).GetInt64()), expected);

            void Equal(string figure, decimal actual, decimal expected)
            {
                if (actual != expected) throw new LoadFailedException($"The rows of {report} add up to {actual} {figure}, stored were {expected}.");
            }
        }
    }

    private static decimal Revenue(JsonElement row, string currency) =>
        row.GetProperty("revenue").TryGetProperty(currency, out var amount) ? amount.GetDecimal() : 0;
}
