using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;

namespace Scanova.Tests.Reports;

/// <summary>What the grain of a site's reports does with its feed.</summary>
public sealed class SiteReportsGrainTests : IAsyncLifetime
{
    private static readonly ReportScope Day = new()
    {
        Days = new ReportDays(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 1), TimeZoneInfo.Utc),
        Rule = new ConversionRule([]),
    };

    private readonly FeedInMemory _feed = new();
    private InProcessTestCluster? _cluster;

    [Fact]
    public async Task Every_report_counts_what_was_stored_before_it_was_asked_for()
    {
        (await Events()).Should().Be(0);
        _feed.Store(Some.Stored(Some.BrowserEvent(), 1), Some.Stored(Some.BrowserEvent(eventId: 1), 2));
        (await Events()).Should().Be(2);
        _feed.Store(Some.Stored(Some.BrowserEvent(eventId: 2), 3));
        (await Events()).Should().Be(3);
    }

    [Fact]
    public async Task A_row_that_is_committed_behind_others_counts_once_and_so_do_they()
    {
        _feed.Commit(FeedInMemory.Row(2, Some.Stored(Some.BrowserEvent(eventId: 2), 2)));
        (await Events()).Should().Be(1);
        _feed.Commit(FeedInMemory.Row(1, Some.Stored(Some.BrowserEvent(eventId: 1), 1)));
        (await Events()).Should().Be(2);
        _feed.Settled = 2;
        (await Events()).Should().Be(2);
    }

    [Fact]
    public async Task A_feed_that_fails_midway_fails_the_report_and_the_next_one_is_whole()
    {
        _feed.Store(Some.Stored(Some.BrowserEvent(), 1), Some.Stored(Some.BrowserEvent(eventId: 1), 2));
        foreach (var failure in new Exception[] { new LogUnavailableException("Away."), new FormatException("No row.") })
        {
            _feed.FailNext(rows: 1, failure);
            await FluentActions.Awaiting(Events).Should().ThrowAsync<Exception>().Where(e => e.GetType() == failure.GetType());
            (await Events()).Should().Be(2);
        }
    }

    [Fact]
    public async Task A_caller_that_goes_away_leaves_the_index_whole()
    {
        _feed.Store(Some.Stored(Some.BrowserEvent(), 1));
        var gate = _feed.HoldNext();
        using var left = new CancellationTokenSource();
        var asked = Reports.Figures(RowsOf.Summary, Day, left.Token);
        await left.CancelAsync();
        await FluentActions.Awaiting(() => asked).Should().ThrowAsync<OperationCanceledException>();

        var next = Events();
        gate.SetResult();

        (await next).Should().Be(1);
    }

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton<IReportFeed>(_feed));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    private ISiteReportsGrain Reports => _cluster!.Client.ReportsOf(Some.SiteId);

    private async Task<long> Events() => (await Reports.Figures(RowsOf.Summary, Day, CancellationToken.None)).Single().Figures.Events;
}
