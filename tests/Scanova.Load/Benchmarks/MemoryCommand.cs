using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scanova.Load.Driving;
using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>
/// Weighs active grains: the service runs in this process, and the managed heap is measured after a full collection
/// before and after sessions of five events arrive. Whatever Orleans keeps for an activation is in the figure.
/// </summary>
internal sealed class MemoryCommand(Options options, IPEndPoint server, Requests requests)
{
    private const int SessionsOfWarmup = 5_000;

    public static async Task Run(Options options)
    {
        using var workplace = new Workplace();
        await using var store = await Store.Fresh(workplace, options);
        var port = FreePort.Take();
        foreach (var (name, value) in Servers.Environment(port, store.Settings)) Environment.SetEnvironmentVariable(name, value);

        // What the service has to say goes elsewhere: this process's output is the table.
        var output = Console.Out;
        Console.SetOut(Console.Error);
        await using var app = Server.Program.Build([], builder => builder.Services.RemoveAll<ILoggerProvider>());
        await app.StartAsync();
        await HttpServer.Ready(HttpServer.UrlOf(port), failure: () => null);

        var requests = await SiteSetup.Make(HttpServer.UrlOf(port));
        await output.WriteLineAsync(new MemoryCommand(options, new IPEndPoint(IPAddress.Loopback, port), requests).Weigh());
    }

    private string Weigh()
    {
        // Buffers and pools grow once; what stays per session is the question.
        Activate(requests.ServerBatchWithVisitors, SessionsOfWarmup, requests.Session, requests.Visitor);
        var alone = Weigh(requests.ServerBatch, requests.Session);
        var withVisitor = Weigh(requests.ServerBatchWithVisitors, requests.Session, requests.Visitor);
        return $"""
            | in memory, {Workload.EventsPerSession} events each | sessions | bytes each |
            | --- | ---: | ---: |
            | scan session | {options.Sessions:N0} | {alone:N0} |
            | scan session with its visitor | {options.Sessions:N0} | {withVisitor:N0} |
            """;
    }

    private double Weigh(RequestTemplate batch, params RequestTemplate[] lookups)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sessions = Activate(batch, options.Sessions, lookups);
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)sessions;
    }

    /// <summary>Stores sessions and looks each up in every way given, which wakes their grains.</summary>
    private long Activate(RequestTemplate batch, int sessions, params RequestTemplate[] lookups)
    {
        var ids = Ids.Unused();
        var fill = Mode.Fill(batch, ids, options.Connections, (long)sessions * Workload.EventsPerSession);
        var stored = Once(fill.Traffic, fill.Steps).Requests * Requests.EventsPerBatch / Workload.EventsPerSession;
        foreach (var lookup in lookups)
        {
            var all = new Lookups(lookup, ids, options.Connections, stored);
            Once(new Traffic(all, $"\"event_count\":{Workload.EventsPerSession}"), stored / options.Connections);
        }

        return stored;
    }

    private Measurement Once(Traffic traffic, long steps)
    {
        using var driver = new LoadDriver(server, traffic.Workload, traffic.Expected, options.Threads);
        return driver.Run(Pace.Steps(steps));
    }
}
