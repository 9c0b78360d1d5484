using Scanova.Load.Driving;

namespace Scanova.Load.Benchmarks;

/// <summary>Somebody who looks at a summary again and again while events stream in.</summary>
internal sealed class Asking : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _task;

    private Asking(Uri server, TimeSpan every) => _task = Run(server, every);

    public static Asking Begin(Uri server, TimeSpan every) => new(server, every);

    /// <exception cref="LoadFailedException">An answer was none: what was measured meanwhile is worth nothing.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task;
        _stop.Dispose();
    }

    private async Task Run(Uri server, TimeSpan every)
    {
        using var reports = new Reports(server);
        using var ticks = new PeriodicTimer(every);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        while (!_stop.IsCancellationRequested)
        {
            await reports.Get("summary", new Period(today.AddDays(-29), today));
            await Next(ticks);
        }
    }

    private async Task Next(PeriodicTimer ticks)
    {
        try
        {
            await ticks.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
