using Scanova.Attribution;
using Scanova.Events;

namespace Scanova.Reports;

/// <summary>Which QR code earned what of a period's conversions (contract section 9).</summary>
internal static class AttributionReport
{
    /// <returns>Most conversions first. What no QR code earned stands under null.</returns>
    /// <exception cref="OperationCanceledException">The scope's cancellation; a visitor of very many conversions and scan sessions can take long.</exception>
    public static IReadOnlyList<CreditRow> Rows(CodedScope scope, AttributionModel model, TimeSpan lookback, int most)
    {
        var index = scope.Index;
        var conversions = scope.Read(() => new FoundConversions(scope)).Found;

        // A touchpoint that can earn lies in the window, and so does an event of its session; a conversion's own has the conversion.
        var visitors = conversions.Select(c => c.Visitor).Where(v => v != 0).ToHashSet();
        var touched = scope.Read(() => new FoundTouchpoints(scope, visitors), before: lookback).ByVisitor();

        var asked = scope.Scope.Qrids?.ToHashSet();
        var rows = new Dictionary<ReportKey, Earned>();
        foreach (var conversion in conversions)
        {
            foreach (var credit in Credit(conversion))
            {
                if (asked is not null && (credit.Qrid is null || !asked.Contains(credit.Qrid))) continue;
                var key = new ReportKey(credit.Qrid);
                if (!rows.TryGetValue(key, out var earned)) rows.Add(key, earned = new Earned());
                earned.Conversions += credit.Share;
                if (conversion.Value.Currency != 0) earned.Revenue.Add(conversion.Value.Currency, credit.Share * conversion.Value.Value);
            }
        }

        return
        [
            .. rows.OrderByDescending(r => r.Value.Conversions).ThenBy(r => r.Key.First is null).ThenBy(r => r.Key.First, StringComparer.Ordinal)
                .Take(most)
                .Select(r => new CreditRow(r.Key.First, r.Value.Conversions, r.Value.Revenue.Listed(index.Codes.Currencies))),
        ];

        IReadOnlyList<Credit> Credit(in FoundConversion conversion)
        {
            scope.Cancellation.ThrowIfCancellationRequested();
            Touchpoint[] touchpoints = conversion.Visitor != 0 ? touched.GetValueOrDefault(conversion.Visitor) ?? []
                : conversion.Own is { } only ? [only]
                : [];
            var credits = Credits.Share(model, Touchpoints.Of(new DateTime(conversion.Time, DateTimeKind.Utc), conversion.Own, touchpoints, lookback));
            return credits.Count > 0 ? credits : [new Credit(default, null, 1)];
        }
    }

    private sealed class Earned
    {
        public Sums Revenue;

        public decimal Conversions { get; set; }
    }
}

/// <summary>What a QR code earned.</summary>
/// <param name="Conversions">Shares of conversions, 9 decimals each.</param>
/// <param name="Revenue">The same shares of their amounts.</param>
[GenerateSerializer, Immutable, Alias("credit-row")]
public sealed record CreditRow(
    [property: Id(0)] string? Qrid,
    [property: Id(1)] decimal Conversions,
    [property: Id(2)] IReadOnlyList<Money> Revenue);
