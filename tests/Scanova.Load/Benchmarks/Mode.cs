using Scanova.Load.Workloads;

namespace Scanova.Load.Benchmarks;

/// <summary>Requests, and what every answer to them must contain.</summary>
internal sealed record Traffic(Workload Workload, string Expected, int Status = StatusCodes.Status200OK);

/// <summary>One thing to measure: what the no-op endpoint gets, and what the service gets.</summary>
/// <param name="Reference">The no-op's requests a second are what the service's events a second are compared with.</param>
internal sealed record Mode(string Name, Traffic Reference, Traffic Measured)
{
    /// <summary>Sent to the service once, before anything is measured: so many steps a lane.</summary>
    public (Traffic Traffic, long Steps)? Before { get; private init; }

    /// <summary>Also sent to the no-op, where its reference is another request than the service's.</summary>
    public Traffic? AlsoToNoop { get; private init; }

    public static IReadOnlyList<string> Names { get; } = ["single", "batch", "duplicates", "lookups", "browser", "redirects"];

    /// <summary>False when the measured requests only read.</summary>
    public bool StoresEvents { get; private init; } = true;

    private const string Original = "\"duplicate\":false";
    private const string NoneRejected = "\"rejected\":0";

    public static Mode Named(string name, Requests requests, Options options)
    {
        var ids = Ids.Unused();
        var lanes = options.Connections;
        var single = new Traffic(new SingleEvents(requests.ServerEvent, ids, lanes), Original);
        var batches = new Batches(requests.ServerBatch, ids, lanes);
        return name switch
        {
            "single" => new Mode(name, single, single),
            "batch" => new Mode(name, single, new Traffic(batches, NoneRejected)) { AlsoToNoop = new Traffic(batches, NoneRejected) },
            "duplicates" => Duplicates(name, requests, ids, lanes),
            "lookups" => Looked(name, requests, batches, ids, options.Sessions),
            "redirects" => Scans(name, requests, ids, lanes),
            _ => Browser(name, requests, ids, lanes),
        };
    }

    /// <summary>Batches that store at least so many events.</summary>
    public static (Traffic Traffic, long Steps) Fill(RequestTemplate batch, Ids ids, int lanes, long events)
    {
        var batches = new Batches(batch, ids, lanes);
        return (new Traffic(batches, NoneRejected), (events - 1) / (batches.EventsPerRequest * lanes) + 1);
    }

    private static Mode Duplicates(string name, Requests requests, Ids ids, int lanes)
    {
        const int stepsBeforeRepeating = 30 * Workload.EventsPerSession;
        var workload = new SingleEvents(requests.ServerEvent, ids, lanes, stepsBeforeRepeating);
        var originals = new Traffic(workload, Original);
        return new Mode(name, originals, new Traffic(workload, "\"duplicate\":true")) { Before = (originals, stepsBeforeRepeating) };
    }

    private static Mode Looked(string name, Requests requests, Batches batches, Ids ids, int sessions)
    {
        var lookups = new Lookups(requests.Session, ids, batches.Lanes, sessions);
        return new Mode(name, new Traffic(lookups, "x"), new Traffic(lookups, $"\"event_count\":{Workload.EventsPerSession}"))
        {
            Before = Fill(requests.ServerBatch, ids, batches.Lanes, (long)sessions * Workload.EventsPerSession),
            StoresEvents = false,
        };
    }

    private static Mode Scans(string name, Requests requests, Ids ids, int lanes)
    {
        var scans = new Traffic(new Lookups(requests.Scan, ids, lanes, count: 1), "", StatusCodes.Status302Found);
        return new Mode(name, scans, scans);
    }

    private static Mode Browser(string name, Requests requests, Ids ids, int lanes)
    {
        var events = new Traffic(new SingleEvents(requests.BrowserEvent, ids, lanes), Original);
        return new Mode(name, events, events);
    }
}
