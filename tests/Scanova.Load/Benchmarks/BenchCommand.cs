using Scanova.Load.Driving;
using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>The service beside the no-op endpoint, each mode on a fresh store, and again with many events stored if asked to.</summary>
internal sealed class BenchCommand(Options options)
{
    private readonly Table _table = new();
    private readonly List<string> _remarks = [];

    public static async Task Run(Options options)
    {
        if (options.Modes.Except(Mode.Names).FirstOrDefault() is { } unknown) throw new UsageException($"No mode is called {unknown}.");
        if (options.Folder is not null && options.ReportsEvery > 0) throw new UsageException("--reports-every compares two stores, --folder is one.");
        var bench = new BenchCommand(options);
        foreach (var mode in options.Modes) await bench.OnFreshStore(mode);
        Console.WriteLine(bench._table);
        foreach (var remark in bench._remarks) Console.WriteLine($"\n{remark}");
    }

    private async Task OnFreshStore(string mode)
    {
        await using var plain = await Stand.Open(options);

        // Its own process and store: an index costs something also between reports, and must only read what its own turns stored.
        await using var reported = options.ReportsEvery == 0 ? null : await Stand.Open(options);
        await Measure(mode, mode, plain, reported);
        if (options.Preload == 0) return;

        foreach (var stand in new[] { plain, reported }.OfType<Stand>())
        {
            Once(Mode.Fill(stand.Requests.ServerBatch, Ids.Unused(), options.Connections, options.Preload), stand.Service);
        }

        await Measure(mode, $"{mode}, {options.Preload:N0} stored before", plain, reported);
    }

    private async Task Measure(string modeName, string title, Stand plain, Stand? reported)
    {
        var mode = Prepared(modeName, plain);
        var lookupBytes = mode.StoresEvents ? 0 : Once((mode.Measured, 1), plain.Service).BytesPerAnswer;
        await using var noop = await Servers.Noop(plain.Workplace, lookupBytes);

        Contestant NoopWith(string name, Traffic traffic) => new(name, noop, traffic, [noop.ProcessId], options);
        var measured = new Contestant($"service, {plain.Store.Name}", plain.Service, mode.Measured, plain.Processes, options);
        List<Contestant> others = mode.AlsoToNoop is { } also ? [NoopWith("no-op, same body", also), measured] : [measured];
        var withReports = reported is null ? null : new Contestant(
            $"{measured.Name}, a report every {options.ReportsEvery} s", reported.Service, Prepared(modeName, reported).Measured, reported.Processes, options)
        {
            ReportsEvery = TimeSpan.FromSeconds(options.ReportsEvery),
        };
        if (withReports is not null) others.Add(withReports);
        var contest = new Contest(title, NoopWith("no-op", mode.Reference), others);

        var bytesBefore = await plain.Store.BytesOnDisk();
        await contest.Run(options.Rounds);
        if (mode.StoresEvents) measured.BytesPerEvent = (await plain.Store.BytesOnDisk() - bytesBefore) / (double)measured.EventsSent;
        contest.AddTo(_table);
        if (withReports is not null) _remarks.Add($"{title}, with reports ÷ without: {Table.Ratio(withReports, measured, round => round.EventsPerSecond)}");
        _table.Add(title, $"{measured.Name}, open loop", measured.Hold(options.Rate ?? measured.MedianRequestsPerSecond / 2));
    }

    /// <summary>A mode of which what comes first is done.</summary>
    private Mode Prepared(string name, Stand stand)
    {
        var mode = Mode.Named(name, stand.Requests, options);
        if (mode.Before is { } before) Once(before, stand.Service);
        return mode;
    }

    /// <summary>Sends so many steps a lane, unmeasured.</summary>
    private Measurement Once((Traffic Traffic, long Steps) load, HttpServer server)
    {
        using var driver = new LoadDriver(server.EndPoint, load.Traffic.Workload, load.Traffic.Expected, options.Threads, load.Traffic.Status);
        return driver.Run(Pace.Steps(load.Steps));
    }
}
