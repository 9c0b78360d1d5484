using CsCheck;
using Scanova.Attribution;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;
using Scanova.Tests.Storage;

namespace Scanova.Tests.Reports;

/// <summary>Credits equal the contract's rules applied to the raw rows (contract sections 9 and 14), the same in every database.</summary>
public abstract class AttributionReportContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

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
                    SiteId = $"site-{Guid.NewGuid():N}",
                    Days = new ReportDays(new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 27), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
                    Rule = new ConversionRule(namesConversions ? ["purchase", "click"] : []),
                    IncludeBots = includeBots,
                };
                var rows = await random.Store(storage.Log, scope.SiteId);

                var report = new AttributionReport(scope, model, TimeSpan.FromDays(lookbackDays));
                await storage.Journeys.Read(report.Selection, report.AddConversions, None);
                await storage.Journeys.OfVisitors(scope.SiteId, report.Visitors, report.AddTouchpoints, None);

                var expected = Expected(new BruteForce(rows, scope), model, TimeSpan.FromDays(lookbackDays));
                report.Rows().Should().BeEquivalentTo(expected);
                report.Rows().Sum(r => r.Conversions).Should().Be(new BruteForce(rows, scope).Figures(_ => true).Conversions);
            },
            iter: 20,
            threads: 1);

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
