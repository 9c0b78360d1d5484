using Scanova.ClusterTests.Promises;

namespace Scanova.ClusterTests.Load;

/// <summary>Many clients at once, moderate enough that silos, database and clients share two processors.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Ledger _ledger;
    private readonly Door _door;
    private readonly Task _clients;

    private Traffic(Ledger ledger, Door door, string siteId, int clients, TimeSpan? hurry)
    {
        (_ledger, _door) = (ledger, door);
        Session[] busy = [.. Enumerable.Range(0, 20).Select(_ => new Session(Guid.NewGuid(), Guid.NewGuid()))];
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(
            seed => Task.Run(() => new Client(ledger, siteId, door, Experience, busy, seed % 2 == 0 ? hurry ?? LongestAnswer : LongestAnswer, seed).Run(_stop.Token))));
    }

    public Experience Experience { get; } = new();

    /// <param name="hurry">After which half of the clients leave a silent silo; the others wait it out.</param>
    public static Traffic Start(Ledger ledger, Door door, string siteId, int clients = 16, TimeSpan? hurry = null) =>
        new(ledger, door, siteId, clients, hurry);

    /// <summary>Waits until so many more events are acknowledged.</summary>
    public async Task Accepted(int events)
    {
        var target = _ledger.Acknowledged + events;
        using var patience = new CancellationTokenSource(Patience);
        while (_ledger.Acknowledged < target)
        {
            if (_clients.IsCompleted) await _clients;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>Ends the load once everything sent has been acknowledged.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _clients.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _door.Dispose();
        // Whatever a client met after its test had failed is not what the test is about.
        await _clients.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
