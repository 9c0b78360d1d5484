using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Server.Sites;

/// <summary>Keeps the directory at most a few seconds behind the store, and the store about a minute behind the use of keys.</summary>
internal sealed class SiteDirectoryRefresh(SiteDirectory directory, ISiteStore store, TimeProvider time, ILogger<SiteDirectoryRefresh> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int IntervalsBetweenFlushes = 30;

    /// <summary>Requests are taken only once every site is known: before that a known site would be refused.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await directory.Refresh(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushKeyUse(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            await directory.TryRefresh(stoppingToken);
            if (tick % IntervalsBetweenFlushes == 0) await FlushKeyUse(stoppingToken);
        }
    }

    private async Task FlushKeyUse(CancellationToken cancellation)
    {
        var used = new Dictionary<KnownKey, DateTime>();
        foreach (var key in directory.Keys)
        {
            if (key.Unflushed is { } at) used.Add(key, at);
        }

        if (used.Count == 0) return;
        try
        {
            await store.TouchKeys(used.ToDictionary(u => u.Key.Key.KeyId, u => u.Value), cancellation);
            foreach (var (key, at) in used) key.Flushed(at);
        }
        catch (LogUnavailableException e)
        {
            logger.LogWarning("When keys were last used could not be kept and is tried again. {Reason}", e.Message);
        }
    }
}
