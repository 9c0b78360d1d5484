using System.Runtime.InteropServices;
using Scanova.Load;
using Scanova.Load.Baseline;
using Scanova.Load.Benchmarks;
using Scanova.Load.Driving;
using Scanova.Load.Filling;
using Scanova.Load.Noop;

const string usage = """
    Usage: Scanova.Load <command> [--option value]...

      bench            the service beside a no-op endpoint
      baseline         the service beside a grain that writes its whole state on every event
      reports          times of reports on a store of many events, which it fills first
      fill             only fills such a store, to be kept in --folder
      memory           bytes that a session grain, and one with its visitor, takes
      noop             the no-op endpoint by itself
      baseline-server  the baseline by itself

      --store             embedded (default) or postgres
      --mode              single,batch,duplicates,lookups,browser,redirects (default: each in turn)
      --rounds            5     times the contestants take turns
      --warmup            3     seconds before each measurement
      --seconds           15    seconds of each measurement
      --connections       64    each with one request in flight
      --threads           1     of the driver
      --rate              half  requests/s of the open-loop run
      --preload           0     events to store before a second measurement
      --sessions          20000 scan sessions to look up, or to weigh
      --lookup-bytes      0     of the no-op's answer to a lookup
      --reports-every     0     seconds between summaries asked for beside the events of bench, as another contestant
      --events            10000000  rows of 90 days to fill a store with
      --seed              1     of these rows
      --folder                  where the filled store is kept, and found again; otherwise it is thrown away
      --postgres-setting        such as max_wal_size=4GB; may be repeated
    """;

// Ending by a signal still runs ProcessExit, which ends the processes the benchmark started.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(130));
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));

try
{
    if (args.Length == 0) throw new UsageException("Which command?");
    var options = Options.Parse(args.AsSpan(1));
    await (args[0] switch
    {
        "bench" => BenchCommand.Run(options),
        "baseline" => BaselineCommand.Run(options),
        "baseline-server" => BaselineServer.Run(),
        "reports" => ReportsCommand.Run(options),
        "fill" => FilledStore.Make(options),
        "memory" => MemoryCommand.Run(options),
        "noop" => NoopServer.Run(options.LookupBytes),
        _ => throw new UsageException($"No command is called {args[0]}."),
    });
    return 0;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{usage}");
    return 2;
}
catch (LoadFailedException e)
{
    await Console.Error.WriteLineAsync($"FAILED: {e.Message}");
    return 1;
}
