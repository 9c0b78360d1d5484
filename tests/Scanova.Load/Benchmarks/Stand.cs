using Scanova.Load.Processes;
using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>A service in a process of its own, on a fresh store of its own, with the benchmark's site.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private Stand(Workplace workplace, Store store, HttpServer service, Requests requests) =>
        (Workplace, Store, Service, Requests) = (workplace, store, service, requests);

    public Workplace Workplace { get; }

    public Store Store { get; }

    public HttpServer Service { get; }

    public Requests Requests { get; }

    /// <summary>Whose processor time an event costs.</summary>
    public IReadOnlyList<int> Processes => [Service.ProcessId, .. Store.ProcessIds];

    public static async Task<Stand> Open(Options options)
    {
        var workplace = new Workplace();
        var store = await Store.Fresh(workplace, options);
        var service = await Servers.Service(workplace, store);
        return new Stand(workplace, store, service, await SiteSetup.Make(service.Url));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Store.DisposeAsync();
        Workplace.Dispose();
    }
}
