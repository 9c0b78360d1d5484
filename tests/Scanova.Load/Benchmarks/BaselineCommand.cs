using Scanova.Load.Processes;

namespace Scanova.Load.Benchmarks;

/// <summary>Single events on one PostgreSQL: the service beside a grain that writes its whole state on every event.</summary>
internal static class BaselineCommand
{
    public static async Task Run(Options options)
    {
        using var workplace = new Workplace();
        await using var store = await PostgresStore.Start(workplace, options.PostgresSettings);
        // The service goes first: it makes Orleans' storage tables, which the baseline uses too.
        await using var service = await Servers.Service(workplace, store);
        await using var baseline = await Servers.Baseline(workplace, store);
        await using var noop = await Servers.Noop(workplace, lookupBytes: 0);
        var requests = await SiteSetup.Make(service.Url);

        Contestant Of(string name, HttpServer server, params IReadOnlyList<int> processes) =>
            new(name, server, Mode.Named("single", requests, options).Measured, processes, options);
        var measured = Of($"service, {store.Name}", service, [service.ProcessId, .. store.ProcessIds]);
        var whole = Of("baseline: a grain that writes its whole state", baseline, [baseline.ProcessId, .. store.ProcessIds]);
        var contest = new Contest("single", Of("no-op", noop, noop.ProcessId), [measured, whole]);
        await contest.Run(options.Rounds);

        var table = new Table();
        contest.AddTo(table);
        Console.WriteLine(table);
        Console.WriteLine($"\nService ÷ baseline: {Table.Ratio(measured, whole)}");
    }
}
