using Scanova.Attribution;
using Scanova.Journeys;
using Scanova.Log;

namespace Scanova.Reports;

/// <summary>
/// Holds a site's index and adds to it what was stored since, before each answer and now and then between them. Not
/// reentrant: nothing is added while a report reads. A lost index costs nothing but reading the log again, and one that no
/// longer fits the log, as after a restore of the database, ends with its activation.
/// </summary>
[GrainType("site-reports"), CollectionAgeLimit(Minutes = 30)]
public sealed class SiteReportsGrain : Grain, ISiteReportsGrain, IDisposable
{
    private readonly CancellationTokenSource _life = new();
    private readonly IReportFeed _feed;
    private readonly string _siteId;
    private JourneyIndex _index = new();
    private FeedCursor _cursor;
    private Task<int> _catchUp = Task.FromResult(0);

    public SiteReportsGrain(IReportFeed feed)
    {
        _feed = feed;
        _siteId = SiteReportsKey.SiteIdOf(this.GetPrimaryKeyString());
    }

    public Task<IReadOnlyList<FigureRow>> Figures(RowsOf rows, ReportScope scope, CancellationToken cancellation) =>
        Answer((index, given) => index.Figures(rows, scope, given), cancellation);

    public Task<IReadOnlyList<FigureRow>> Timeline(Interval interval, ReportScope scope, CancellationToken cancellation) =>
        Answer((index, given) => index.Timeline(interval, scope, given), cancellation);

    public Task<IReadOnlyList<FunnelStep>> Funnel(IReadOnlyList<string> steps, ReportScope scope, CancellationToken cancellation) =>
        Answer((index, given) => index.Funnel(steps, scope, given), cancellation);

    public Task<IReadOnlyList<CreditRow>> Attribution(AttributionModel model, int lookbackDays, ReportScope scope, CancellationToken cancellation) =>
        Answer((index, given) => index.Attribution(model, TimeSpan.FromDays(lookbackDays), scope, given), cancellation);

    public Task<ConversionTracking> Tracking(ReportScope scope, CancellationToken cancellation) =>
        Answer((index, given) => index.Tracking(scope, given), cancellation);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var pace = new CatchUpPace();
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            async cancellation =>
            {
                try
                {
                    pace.Adjust(await CatchUp(cancellation));
                }
                catch (LogUnavailableException)
                {
                    // The next report says so, and the next time may be better.
                    pace.Adjust(0);
                }

                timer!.Change(pace.Pause, pace.Pause);
            },
            new GrainTimerCreationOptions(pace.Pause, pace.Pause));
        return base.OnActivateAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _life.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _life.Dispose();

    private async Task<T> Answer<T>(Func<JourneyIndex, CancellationToken, T> report, CancellationToken cancellation)
    {
        await CatchUp(cancellation);

        // To its end, be it an early one: nothing may be added while it reads.
        return await Task.Run(() => report(_index, cancellation), CancellationToken.None);
    }

    /// <returns>How many rows were read.</returns>
    private async Task<int> CatchUp(CancellationToken cancellation)
    {
        // A caller that went away left this behind; it may have begun before what this call must count.
        Task left = _catchUp.WaitAsync(cancellation);
        await left.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        _catchUp = Task.Run(Read, CancellationToken.None);
        return await _catchUp.WaitAsync(cancellation);
    }

    private async Task<int> Read()
    {
        try
        {
            var rows = 0;
            _cursor = await _feed.Read(
                _siteId,
                _cursor,
                row =>
                {
                    rows++;
                    _index.Add(row);
                },
                _life.Token);
            _index.Settle(_cursor.Settled);
            return rows;
        }
        catch (Exception e) when (e is not (LogUnavailableException or OperationCanceledException))
        {
            // Nobody knows what the index is now; the log knows what it should be.
            _index = new JourneyIndex();
            _cursor = default;
            throw;
        }
    }
}
