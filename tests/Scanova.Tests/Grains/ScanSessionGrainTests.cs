using Scanova.Log;
using Scanova.Privacy;
using Scanova.Sessions;
using Scanova.Sites;

namespace Scanova.Tests.Grains;

public sealed class ScanSessionGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly ConversionRule EveryServerEvent = new([]);
    private static int s_sessions = 1000;
    private readonly int _id = Interlocked.Increment(ref s_sessions);

    private IScanSessionGrain Session => cluster.Session(_id);

    [Fact]
    public async Task A_session_without_events_is_nothing() => (await Look()).Should().BeNull();

    [Fact]
    public async Task A_reactivated_session_knows_what_it_knew()
    {
        await Record(Some.ServerEvent(session: _id, eventId: _id, usd: 49.99m) with { Consent = ConsentState.Denied });
        var before = await Look();
        await cluster.Deactivate();

        (await Look()).Should().BeEquivalentTo(before);
        (await Record(Some.ServerEvent(session: _id, eventId: _id))).Should().ContainSingle().Which.IsDuplicate.Should().BeTrue();
    }

    [Fact]
    public async Task A_reactivated_session_inherits_consent_before_anything_is_written()
    {
        await Record(Some.ServerEvent(session: _id) with { Consent = ConsentState.Denied });
        await cluster.Deactivate();

        await Record(Some.BrowserEvent(session: _id, atSecond: 1) with { PageUrl = "https://shop.example/secret" });

        (await Look())!.LandingPage.Should().BeNull();
    }

    [Fact]
    public async Task A_long_session_is_read_from_its_snapshot_and_the_rows_after_it()
    {
        var live = await Fill(100);
        await WaitForSnapshot();
        await Record(Some.BrowserEvent(session: _id, atSecond: 1_000));
        await cluster.Deactivate();

        var reloaded = await Look();

        reloaded!.EventCount.Should().Be(live.EventCount + 1);
        reloaded.Should().BeEquivalentTo(Folded(await Rows()), o => o.WithStrictOrdering());
    }

    [Fact]
    public async Task A_lost_snapshot_costs_only_replay()
    {
        var live = await Fill(100);
        await WaitForSnapshot();
        cluster.OnSnapshots("DELETE FROM OrleansStorage");
        await cluster.Deactivate();

        (await Look()).Should().BeEquivalentTo(live);
    }

    [Fact]
    public async Task A_snapshot_ahead_of_the_log_is_no_truth()
    {
        await Fill(100);
        await WaitForSnapshot();
        cluster.OnEvents($"DELETE FROM events WHERE scan_session_id = '{Some.Id(_id)}' AND version > 10");
        await cluster.Deactivate();

        (await Look())!.EventCount.Should().Be(10);
    }

    [Fact]
    public async Task An_append_that_failed_before_its_commit_is_stored_by_the_retry()
    {
        var request = Some.Request(Some.ServerEvent(session: _id, usd: 5));
        cluster.Log.FailNextBeforeCommit();

        await Session.Invoking(s => s.Record(request, CancellationToken.None)).Should().ThrowAsync<LogUnavailableException>();
        (await Session.Record(request with { IsRetry = true }, CancellationToken.None))[0].IsDuplicate.Should().BeFalse();

        (await Rows()).Should().ContainSingle();
    }

    [Fact]
    public async Task An_append_that_failed_after_its_commit_is_not_stored_again_by_the_retry()
    {
        var request = Some.Request(Some.ServerEvent(session: _id, usd: 5));
        cluster.Log.FailNextAfterCommit();

        await Session.Invoking(s => s.Record(request, CancellationToken.None)).Should().ThrowAsync<LogUnavailableException>();
        (await Session.Record(request with { IsRetry = true }, CancellationToken.None))[0].IsDuplicate.Should().BeFalse();

        (await Rows()).Should().ContainSingle();
        (await Look())!.EventCount.Should().Be(1);
    }

    [Fact]
    public async Task A_first_attempt_that_comes_after_its_retry_is_no_repeat()
    {
        var request = Some.Request(Some.ServerEvent(session: _id, usd: 5));
        await Session.Record(request with { IsRetry = true }, CancellationToken.None);

        (await Session.Record(request, CancellationToken.None))[0].IsDuplicate.Should().BeFalse();

        (await Rows()).Should().ContainSingle();
        (await Look())!.DuplicateCount.Should().Be(0);
    }

    [Fact]
    public async Task A_lookup_after_a_lost_answer_shows_what_was_stored()
    {
        cluster.Log.FailNextAfterCommit();
        await Session.Invoking(s => s.Record(Some.Request(Some.ServerEvent(session: _id)), CancellationToken.None))
            .Should().ThrowAsync<LogUnavailableException>();

        (await Look())!.EventCount.Should().Be(1);
    }

    [Fact]
    public async Task Sixty_four_callers_with_one_id_make_one_original()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Record(Some.ServerEvent(session: _id, eventId: _id, usd: 1))));

        answers.Count(a => !a[0].IsDuplicate).Should().Be(1);
        (await Look())!.Should().Match<ScanSessionView>(v => v.EventCount == 1 && v.DuplicateCount == 63);
    }

    private async Task<ScanSessionView> Fill(int events)
    {
        await Record([.. Enumerable.Range(0, events).Select(n => Some.ServerEvent(session: _id, atSecond: n, usd: n))]);
        return (await Look())!;
    }

    private async Task WaitForSnapshot()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (cluster.OnSnapshots($"SELECT count(*) FROM OrleansStorage WHERE GrainIdN0 = {BitConverter.ToInt64(Some.Id(_id).ToByteArray())}") == 0) await Task.Delay(10, deadline.Token);
    }

    private Task<IReadOnlyList<Recorded>> Record(params Scanova.Events.Event[] events) =>
        Session.Record(Some.Request(events), CancellationToken.None);

    private Task<ScanSessionView?> Look() => Session.Look(EveryServerEvent, CancellationToken.None);

    private Task<IReadOnlyList<StoredEvent>> Rows() =>
        cluster.Log.Load(StreamId.ScanSession(Some.SiteId, Some.Id(_id)), 0, 1_000, CancellationToken.None);

    private ScanSessionView Folded(IReadOnlyList<StoredEvent> rows)
    {
        var session = new ScanSession();
        foreach (var row in rows) session.Apply(row);
        return session.View(StreamId.ScanSession(Some.SiteId, Some.Id(_id)), EveryServerEvent, conversions: null);
    }
}
