namespace Scanova.Load.Benchmarks;

/// <summary>Contestants that take turns, so that whatever else the machine does hits them alike.</summary>
/// <param name="reference">The no-op endpoint that the others are compared with.</param>
internal sealed class Contest(string title, Contestant reference, IReadOnlyList<Contestant> others)
{
    public async Task Run(int rounds)
    {
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var contestant in All)
            {
                await contestant.TakeTurn();
                Console.Error.WriteLine($"{title}, round {round}, {contestant.Name}: {contestant.Rounds[^1].EventsPerSecond:N0} events/s");
            }
        }
    }

    public void AddTo(Table table)
    {
        table.Add(title, reference, null);
        foreach (var other in others) table.Add(title, other, reference);
    }

    private IEnumerable<Contestant> All => [reference, .. others];
}
