using CsCheck;
using Scanova.Attribution;
using Scanova.Events;
using Scanova.Journeys;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Tests.Reports;

/// <summary>Credits equal the contract's rules applied to the raw rows (contract sections 9 and 14).</summary>
public abstract class AttributionReportContract(int iterations)
{
    [Theory]
    [InlineData(AttributionModel.LastTouch)]
    [InlineData(AttributionModel.FirstTouch)]
    [InlineData(AttributionModel.Linear)]
    [InlineData(AttributionModel.TimeDecay)]
    [InlineData(AttributionModel.PositionBased)]
    public Task Each_QR_code_earns_its_credits(AttributionModel model) =>
        Gen.Select(RandomJourneys.Stored, Gen.Bool, Gen.Bool, Gen.Int[1, 5]).SampleAsync(
            async sample =>
            {
                var (random, includeBots, namesConversions, lookbackDays) = sample;
                var scope = new ReportScope
                {
                    Days = new ReportDays(new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 27), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
                    Rule = new ConversionRule(namesConversions ? ["purchase", "click"] : []),
                    IncludeBots = includeBots,
                };
                var (rows, index) = await Indexed(random);

                var report = index.Attribution(model, TimeSpan.FromDays(lookbackDays), scope);

                var expected = Expected(new BruteForce(rows, scope), model, TimeSpan.FromDays(lookbackDays));
                report.Should().BeEquivalentTo(expected);
                report.Sum(r => r.Conversions).Should().Be(new BruteForce(rows, scope).Figures(_ => true).Conversions);
            },
            iter: iterations,
            threads: 1);

    /// <summary>Makes an index of the rows, or of what becomes of them when they are stored.</summary>
    /// <returns>The rows as they are in the index.</returns>
    protected abstract Task<(StoredEvent[] Rows, JourneyIndex Index)> Indexed(StoredEvent[] rows);

    private static IEnumerable<CreditRow> Expected(BruteForce rows, AttributionModel model, TimeSpan lookback) => rows.Originals
        .Where(c => rows.Counts(c) && rows.IsConversion(c))
        .SelectMany(c => Shares(rows, c, model, lookback).Select(s => (s.Qrid, s.Share, c.Event.Value)))
        .GroupBy(s => s.Qrid)
        .Select(g => new CreditRow(g.Key, g.Sum(s => s.Share),
            [.. g.Where(s => s.Value is not null).GroupBy(s => s.Value!.Value.Currency).OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => new Money(m.Sum(s => s.Share * s.Value!.Value.Amount), m.Key))]));

    private static List<(string? Qrid, decimal Share)> Shares(BruteForce rows, StoredEvent conversion, AttributionModel model, TimeSpan lookback)
    {
        var at = conversion.Event.EventTime;
        var naming = rows.SessionOf(conversion).Where(r => r.Event.VisitorId is not null).ToList();
        var visitor = conversion.Event.VisitorId
            ?? naming.LastOrDefault(r => r.Event.EventTime <= at)?.Event.VisitorId ?? naming.FirstOrDefault()?.Event.VisitorId;
        var sessions = rows.Originals
            .Where(r => r.Event.ScanSessionId is not null && !(rows.IsBots(r) && !rows.IsAskedFor(r)))
            .Where(r => visitor is null ? r.Event.ScanSessionId == conversion.Event.ScanSessionId : r.Event.VisitorId == visitor)
            .DistinctBy(r => r.Event.ScanSessionId)
            .Select(r => (Id: r.Event.ScanSessionId!.Value, rows.ScanOf(r)?.Event.Qrid, At: (rows.ScanOf(r) ?? rows.SessionOf(r).First()).Event.EventTime))
            .ToList();
        var touches = sessions
            .Select(s => (s.Id, s.Qrid, s.At, IsIn: s.At <= at && at - s.At <= lookback))
            .Where(s => s.IsIn || s.Id == conversion.Event.ScanSessionId)
            .Select(s => (s.Id, s.Qrid, At: s.IsIn ? s.At : at))
            .OrderBy(s => s.At).ThenBy(s => s.Id).ToList();
        if (touches.Count == 0) return [(null, 1m)];

        var weights = touches.Select((touch, i) => Weight(model, i, touches.Count, at - touch.At)).ToList();
        var shares = weights.SkipLast(1).Select(w => Math.Round((decimal)(w / weights.Sum()), 9)).ToList();
        shares.Add(1 - shares.Sum());
        return [.. touches.Zip(shares, (touch, share) => (touch.Qrid, share)).Where(s => s.share > 0)];
    }

    private static double Weight(AttributionModel model, int i, int count, TimeSpan age) => model switch
    {
        AttributionModel.FirstTouch => i == 0 ? 1 : 0,
        AttributionModel.LastTouch => i == count - 1 ? 1 : 0,
        AttributionModel.Linear => 1,
        AttributionModel.TimeDecay => Math.Pow(2, -age.TotalDays / 7),
        _ => count == 1 ? 1 : count == 2 ? 0.5 : i == 0 || i == count - 1 ? 0.4 : 0.2 / (count - 2),
    };
}
