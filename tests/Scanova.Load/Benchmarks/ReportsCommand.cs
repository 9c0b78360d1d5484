using System.Diagnostics;
using Scanova.Load.Driving;
using Scanova.Load.Filling;
using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>How long reports take on a store of many events: the first after a start, then each kind, one request at a time.</summary>
internal sealed class ReportsCommand(Options options, FilledStore filled, HttpServer service)
{
    private readonly List<string[]> _rows = [["report", "period", "p50 ms", "p99 ms", "requests"]];

    public static async Task Run(Options options)
    {
        using var workplace = new Workplace();
        await using var filled = await FilledStore.Open(workplace, options);
        await using var service = await Servers.Service(workplace, filled.Store);
        await new ReportsCommand(options, filled, service).Run();
    }

    private async Task Run()
    {
        var all = new Period(MadeJourneys.FirstDay, filled.Totals.LastDay > MadeJourneys.LastDay ? filled.Totals.LastDay : MadeJourneys.LastDay);
        var last30 = all with { From = all.To.AddDays(-29) };
        using var reports = new Reports(service.Url);

        var watch = Stopwatch.StartNew();
        await reports.Get("summary", last30);
        Console.WriteLine($"First report after the start, {filled.Store.Name}, {filled.Totals.Rows:N0} rows, {filled.Totals.Sessions:N0} scan sessions: {watch.Elapsed.TotalSeconds:N2} s");
        await ReportCheck.Run(reports, all, filled.Totals);

        foreach (var period in new[] { last30, all })
        {
            foreach (var report in new[] { "summary", "timeline?interval=day", "events", "qr-codes" }) Measure(report, period);
        }

        Measure("funnel?steps=scan,page_view,purchase", last30);
        Measure("attribution?model=linear", last30);
        Console.WriteLine($"{Markdown.Table(_rows, texts: 2)}\n\nMemory of the service: {Memory.Of(service.ProcessId) >> 20:N0} MB");
    }

    private void Measure(string report, Period period)
    {
        var request = RequestTemplate.Get(Reports.Path(report, period), Reports.KeyHeader);
        using var driver = new LoadDriver(service.EndPoint, new Lookups(request, Ids.Unused(), lanes: 1, count: 1), "\"rows\":[", threads: 1);
        var measured = driver.Run(Pace.For(TimeSpan.FromSeconds(options.Seconds)));
        _rows.Add(
        [
            report,
            $"{period.Days} days",
            Figures.Text(measured.Percentile(0.50).TotalMilliseconds, "0.0"),
            Figures.Text(measured.Percentile(0.99).TotalMilliseconds, "0.0"),
            Figures.Text(measured.Requests, "N0"),
        ]);
        Console.Error.WriteLine(string.Join(", ", _rows[^1]));
    }
}
