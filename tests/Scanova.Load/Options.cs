using System.Globalization;
using Scanova.Load.Benchmarks;

namespace Scanova.Load;

/// <summary>What the command line asks for, each as <c>--name value</c>.</summary>
internal sealed record Options
{
    public string Store { get; private set; } = "embedded";

    public IReadOnlyList<string> Modes { get; private set; } = Mode.Names;

    public int Rounds { get; private set; } = 5;

    /// <summary>Seconds a round runs before it is measured.</summary>
    public double Warmup { get; private set; } = 3;

    /// <summary>Seconds a round is measured.</summary>
    public double Seconds { get; private set; } = 15;

    public int Connections { get; private set; } = 64;

    /// <summary>Threads of the driver.</summary>
    public int Threads { get; private set; } = 1;

    /// <summary>Requests a second of the open-loop run; half of the measured rate when not given.</summary>
    public double? Rate { get; private set; }

    /// <summary>Events to store before measuring a second time.</summary>
    public long Preload { get; private set; }

    /// <summary>Scan sessions that lookups ask for, or whose grains are weighed.</summary>
    public int Sessions { get; private set; } = 20_000;

    /// <summary>Bytes of the no-op's answer to a lookup.</summary>
    public int LookupBytes { get; private set; }

    /// <summary>Rows that <c>fill</c> and <c>reports</c> make.</summary>
    public long Events { get; private set; } = 10_000_000;

    /// <summary>The same seed makes the same rows.</summary>
    public int Seed { get; private set; } = 1;

    /// <summary>Where the store is kept; null for one that is thrown away.</summary>
    public string? Folder { get; private set; }

    /// <summary>Seconds between two reports asked for while events stream in; 0 for none.</summary>
    public double ReportsEvery { get; private set; }

    /// <summary>Changed PostgreSQL settings, such as <c>max_wal_size=4GB</c>.</summary>
    public IReadOnlyList<string> PostgresSettings { get; private set; } = [];

    /// <exception cref="UsageException">Something on the command line has no meaning.</exception>
    public static Options Parse(ReadOnlySpan<string> args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new UsageException($"{args[i]} wants a value.");
            options.Set(args[i], args[i + 1]);
        }

        return options;
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--store": Store = value; break;
            case "--mode": Modes = value.Split(','); break;
            case "--rounds": Rounds = Number<int>(name, value); break;
            case "--warmup": Warmup = Number<double>(name, value); break;
            case "--seconds": Seconds = Number<double>(name, value); break;
            case "--connections": Connections = Number<int>(name, value); break;
            case "--threads": Threads = Number<int>(name, value); break;
            case "--rate": Rate = Number<double>(name, value); break;
            case "--preload": Preload = Number<long>(name, value); break;
            case "--sessions": Sessions = Number<int>(name, value); break;
            case "--lookup-bytes": LookupBytes = Number<int>(name, value); break;
            case "--events": Events = Number<long>(name, value); break;
            case "--seed": Seed = Number<int>(name, value); break;
            case "--folder": Folder = Path.GetFullPath(value); break;
            case "--reports-every": ReportsEvery = Number<double>(name, value); break;
            case "--postgres-setting": PostgresSettings = [.. PostgresSettings, value]; break;
            default: throw new UsageException($"No option is called {name}.");
        }
    }

    private static T Number<T>(string name, string value)
        where T : struct, IParsable<T> =>
        T.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : throw new UsageException($"{name} wants a number, not {value}.");
}

/// <summary>The command line asks for something that does not exist.</summary>
internal sealed class UsageException(string message) : Exception(message);
