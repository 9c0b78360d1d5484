namespace Scanova.Load.Benchmarks;

/// <summary>The Markdown table of a benchmark, ready for the README.</summary>
internal sealed class Table
{
    private readonly List<string[]> _rows =
    [
        ["mode", "endpoint", "events/s (min–max)", "requests/s", "ratio to no-op (min–max)", "p50 ms", "p99 ms", "CPU µs/event", "driver CPU µs/request", "disk B/event"],
    ];

    /// <summary>A contestant's rounds: medians, with the spread where it decides something.</summary>
    /// <param name="reference">Whose requests a second are the yardstick; null for the yardstick itself.</param>
    public void Add(string mode, Contestant contestant, Contestant? reference)
    {
        var rounds = contestant.Rounds;
        _rows.Add(
        [
            mode,
            contestant.Name,
            Figures.Spread([.. rounds.Select(r => r.EventsPerSecond)], "N0"),
            Figures.Text(contestant.MedianRequestsPerSecond, "N0"),
            reference is null ? "1" : Ratio(contestant, reference),
            Median(r => r.P50, "0.00"),
            Median(r => r.P99, "0.00"),
            Median(r => r.ServerCpuPerEvent, "0.0"),
            Median(r => r.DriverCpuPerRequest, "0.0"),
            contestant.BytesPerEvent is { } bytes ? Figures.Text(bytes, "N0") : "",
        ]);

        string Median(Func<Round, double> figure, string format) => Figures.Text(Figures.Median(rounds.Select(figure)), format);
    }

    /// <summary>A run at a fixed rate.</summary>
    public void Add(string mode, string name, Round round) => _rows.Add(
    [
        mode,
        name,
        Figures.Text(round.EventsPerSecond, "N0"),
        Figures.Text(round.RequestsPerSecond, "N0"),
        "",
        Figures.Text(round.P50, "0.00"),
        Figures.Text(round.P99, "0.00"),
        Figures.Text(round.ServerCpuPerEvent, "0.0"),
        Figures.Text(round.DriverCpuPerRequest, "0.0"),
        "",
    ]);

    public override string ToString() => Markdown.Table(_rows, texts: 2);

    /// <summary>The ratio of the medians, and the spread of the ratios round by round.</summary>
    /// <param name="of">What of the reference's is compared with the contestant's events: its requests, unless told otherwise.</param>
    public static string Ratio(Contestant contestant, Contestant reference, Func<Round, double>? of = null)
    {
        of ??= round => round.RequestsPerSecond;
        double[] byRound = [.. contestant.Rounds.Zip(reference.Rounds, (a, b) => a.EventsPerSecond / of(b))];
        var ofMedians = Figures.Median(contestant.Rounds.Select(r => r.EventsPerSecond)) / Figures.Median(reference.Rounds.Select(of));
        return $"{Figures.Text(ofMedians, "0.00")} ({Figures.Text(byRound.Min(), "0.00")}–{Figures.Text(byRound.Max(), "0.00")})";
    }
}
