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
        var bench = new BenchCommand(options);
        foreach (var mode in options.Modes) await bench.OnFreshStore(mode);
        Console.WriteLine(bench._table);
        foreach (var remark in bench._remarks) Console.WriteLine($"\n{remark}");
    }

    private async Task OnFreshStore(string mode)
    {
        using var workplace = new Workplace();
        await using var store = await Store.Fresh(workplace, options);
        await using var service = await Servers.Service(workplace, store);
        var requests = await SiteSetup.Make(service.Url);
        await Measure(mode, mode, requests, workplace, store, service);
        if (options.Preload == 0) return;

        Once(Mode.Fill(requests.ServerBatch, Ids.Unused(), options.Connections, options.Preload), service);
        await Measure(mode, $"{mode}, {options.Preload:N0} stored before", requests, workplace, store, service);
    }

    private async Task Measure(string modeName, string title, Requests requests, Workplace workplace, Store store, HttpServer service)
    {
        var mode = Mode.Named(modeName, requests, options);
        if (mode.Before is { } before) Once(before, service);
        var lookupBytes = mode.StoresEvents ? 0 : Once((mode.Measured, 1), service).BytesPerAnswer;
        await using var noop = await Servers.Noop(workplace, lookupBytes);

        Contestant NoopWith(string name, Traffic traffic) => new(name, noop, traffic, [noop.ProcessId], options);
        int[] processes = [service.ProcessId, .. store.ProcessIds];
        var measured = new Contestant($"service, {store.Name}", service, mode.Measured, processes, options);
        List<Contestant> others = mode.AlsoToNoop is { } also ? [NoopWith("no-op, same body", also), measured] : [measured];
        var reported = options.ReportsEvery == 0 ? null : new Contestant($"{measured.Name}, a report every {options.ReportsEvery} s", service, mode.Measured, processes, options)
        {
            ReportsEvery = TimeSpan.FromSeconds(options.ReportsEvery),
        };
        if (reported is not null) others.Add(reported);
        var contest = new Contest(title, NoopWith("no-op", mode.Reference), others);

        var bytesBefore = await store.BytesOnDisk();
        await contest.Run(options.Rounds);
        var sent = measured.EventsSent + (reported?.EventsSent ?? 0);
        if (mode.StoresEvents) measured.BytesPerEvent = (await store.BytesOnDisk() - bytesBefore) / (double)sent;
        contest.AddTo(_table);
        if (reported is not null) _remarks.Add($"{title}, with reports ÷ without: {Table.Ratio(reported, measured, round => round.EventsPerSecond)}");
        _table.Add(title, $"{measured.Name}, open loop", measured.Hold(options.Rate ?? measured.MedianRequestsPerSecond / 2));
    }

    /// <summary>Sends so many steps a lane, unmeasured.</summary>
    private Measurement Once((Traffic Traffic, long Steps) load, HttpServer server)
    {
        using var driver = new LoadDriver(server.EndPoint, load.Traffic.Workload, load.Traffic.Expected, options.Threads, load.Traffic.Status);
        return driver.Run(Pace.Steps(load.Steps));
    }
}
