using System.Diagnostics;
using System.Text.Json;
using Scanova.Load.Benchmarks;
using Scanova.Load.Processes;

namespace Scanova.Load.Filling;

/// <summary>A store with a site of many events; in a folder that is kept it is filled once.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int QrCodes = 200;

    private FilledStore(Store store, Totals totals)
    {
        Store = store;
        Totals = totals;
    }

    public Store Store { get; }

    public Totals Totals { get; }

    public static async Task<FilledStore> Open(Workplace workplace, Options options)
    {
        var store = await Store.Fresh(workplace, options);
        try
        {
            return new FilledStore(store, await KeptTotals(options) ?? await Fill(workplace, store, options));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The command <c>fill</c>.</summary>
    public static async Task Make(Options options)
    {
        if (options.Folder is null) throw new UsageException("fill wants a --folder to keep the store in.");
        using var workplace = new Workplace();
        await using var filled = await Open(workplace, options);
        Console.WriteLine(JsonSerializer.Serialize(filled.Totals));
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>The service makes schema, site and QR codes, and stops; then the rows go in.</summary>
    private static async Task<Totals> Fill(Workplace workplace, Store store, Options options)
    {
        IReadOnlyList<string> qrids;
        await using (var service = await Servers.Service(workplace, store)) qrids = await SiteSetup.MakeWithQrCodes(service.Url, QrCodes);

        var totals = new Totals();
        var watch = Stopwatch.StartNew();
        await store.Fill(totals.Counting(new MadeJourneys(SiteSetup.SiteId, qrids, options.Seed, options.Events).Rows()));
        Console.Error.WriteLine($"{totals.Rows:N0} rows stored in {watch.Elapsed.TotalSeconds:N0} s");
        if (options.Folder is { } folder) await File.WriteAllTextAsync(Marker(options, folder), JsonSerializer.Serialize(new Filling(options.Events, options.Seed, totals)));
        return totals;
    }

    private static async Task<Totals?> KeptTotals(Options options)
    {
        if (options.Folder is not { } folder || !File.Exists(Marker(options, folder))) return null;
        var kept = JsonSerializer.Deserialize<Filling>(await File.ReadAllTextAsync(Marker(options, folder)))!;
        if ((kept.Events, kept.Seed) == (options.Events, options.Seed)) return kept.Totals;
        throw new UsageException($"{folder} was filled with --events {kept.Events} --seed {kept.Seed}.");
    }

    private static string Marker(Options options, string folder) => Path.Combine(folder, $"filled-{options.Store}.json");

    /// <summary>What a kept store was filled with.</summary>
    private sealed record Filling(long Events, int Seed, Totals Totals);
}
