using Microsoft.Extensions.Logging.Abstractions;
using Scanova.Log;
using Scanova.Storage.GroupCommit;

namespace Scanova.Tests.Storage;

public sealed class AppendLanesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly HeldStore _store = new();

    [Fact]
    public async Task What_waits_while_a_transaction_runs_shares_the_next_one()
    {
        var lanes = Start();
        var first = lanes.Append(OneRow(), None);
        await _store.Begun();
        var others = Enumerable.Range(0, 10).Select(_ => lanes.Append(OneRow(), None)).ToArray();

        _store.Release();
        await Task.WhenAll(others.Append(first));

        _store.Batches.Select(batch => batch.Count).Should().Equal(1, 10);
    }

    [Fact]
    public async Task A_transaction_is_bounded_by_its_rows()
    {
        var lanes = Start(new AppendLanesOptions { BatchRows = 4 });
        var first = lanes.Append(OneRow(), None);
        await _store.Begun();
        var others = Enumerable.Range(0, 10).Select(_ => lanes.Append(OneRow(), None)).ToArray();

        _store.Release();
        await Task.WhenAll(others.Append(first));

        _store.Batches.Select(batch => batch.Count).Should().Equal(1, 4, 4, 2);
    }

    [Fact]
    public async Task A_further_lane_takes_what_waits_once_it_is_a_crowd()
    {
        var lanes = Start(new AppendLanesOptions { Lanes = 2, Crowd = 4, Patience = TimeSpan.FromMinutes(5) });
        var first = lanes.Append(OneRow(), None);
        await _store.Begun();

        var others = Enumerable.Range(0, 4).Select(_ => lanes.Append(OneRow(), None)).ToArray();
        await _store.Begun();

        _store.Batches.Select(batch => batch.Count).Should().Equal(1, 4);
        _store.Release();
        await Task.WhenAll(others.Append(first));
    }

    [Fact]
    public async Task A_further_lane_takes_the_few_that_the_first_keeps_waiting()
    {
        var lanes = Start(new AppendLanesOptions { Lanes = 2, Crowd = 4, Patience = TimeSpan.FromMilliseconds(1) });
        var first = lanes.Append(OneRow(), None);
        await _store.Begun();

        var other = lanes.Append(OneRow(), None);
        await _store.Begun();

        _store.Release();
        await Task.WhenAll(first, other);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_takes_again_when_it_has_room()
    {
        var lanes = Start(new AppendLanesOptions { WaitingRows = 2 });
        var running = lanes.Append(OneRow(), None);
        await _store.Begun();
        var waiting = new[] { lanes.Append(OneRow(), None), lanes.Append(OneRow(), None) };

        await FluentActions.Awaiting(() => lanes.Append(OneRow(), None)).Should().ThrowAsync<LogUnavailableException>();

        _store.Release();
        await Task.WhenAll(waiting.Append(running));
        (await lanes.Append(OneRow(), None)).Should().Be(Stored.Instance);
    }

    [Fact]
    public async Task An_append_whose_caller_gave_up_is_left_out()
    {
        var lanes = Start();
        using var caller = new CancellationTokenSource();
        var running = lanes.Append(OneRow(), caller.Token);
        await _store.Begun();
        var waiting = lanes.Append(OneRow(), caller.Token);

        await caller.CancelAsync();
        _store.Release();

        (await running).Should().Be(Stored.Instance, "it was in its transaction already");
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        _store.Batches.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_appends_of_one_stream_or_one_id_do_not_meet_in_a_transaction()
    {
        var lanes = Start();
        var running = lanes.Append(OneRow(), None);
        await _store.Begun();
        var stream = Some.Session();
        var other = Some.Session(stream.SiteId);
        var id = Guid.NewGuid();
        Append[] appends =
        [
            Some.Append(stream, 0, Some.Event(stream, id)),
            Some.Append(stream, 1, Some.Event(stream)),
            Some.Append(other, 0, Some.Event(other, id)),
            Some.Append(other, 0, Some.Event(other, id)).AsDuplicates(),
        ];
        var waiting = appends.Select(append => lanes.Append(append, None)).ToArray();

        _store.Release();
        await Task.WhenAll(waiting.Append(running));

        _store.Batches.Skip(1).Should().BeEquivalentTo(
            [new[] { appends[0], appends[3] }, [appends[1], appends[2]]], options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task A_store_that_judges_in_order_gets_them_together()
    {
        _store.JudgesInOrder = true;
        var lanes = Start();
        var running = lanes.Append(OneRow(), None);
        await _store.Begun();
        var append = OneRow();
        var waiting = new[] { lanes.Append(append, None), lanes.Append(append, None) };

        _store.Release();
        await Task.WhenAll(waiting.Append(running));

        _store.Batches.Select(batch => batch.Count).Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_poisonous_append_fails_alone()
    {
        var lanes = Start();
        var running = lanes.Append(OneRow(), None);
        await _store.Begun();
        var appends = Enumerable.Range(0, 16).Select(_ => OneRow()).ToArray();
        _store.Refuse(appends[5], new InvalidOperationException("a value nobody may see"));
        var waiting = appends.Select(append => lanes.Append(append, None)).ToArray();

        _store.Release();

        (await FluentActions.Awaiting(() => waiting[5]).Should().ThrowAsync<LogUnavailableException>())
            .Which.ToString().Should().NotContain("nobody may see");
        (await Task.WhenAll(waiting.Where((_, i) => i != 5))).Should().OnlyContain(outcome => outcome is Stored);
        _store.Batches.Should().HaveCountLessThan(12, "halving finds the culprit in a few transactions");
        await running;
    }

    [Fact]
    public async Task A_store_that_is_away_fails_its_batch_and_no_later_one()
    {
        var lanes = Start();
        var append = OneRow();
        _store.Refuse(append, new LogUnavailableException("away"));
        _store.Release();

        await FluentActions.Awaiting(() => lanes.Append(append, None)).Should().ThrowAsync<LogUnavailableException>().WithMessage("away");

        (await lanes.Append(OneRow(), None)).Should().Be(Stored.Instance);
    }

    [Fact]
    public async Task Stopping_stores_what_waits_and_refuses_what_comes()
    {
        var lanes = Start();
        var accepted = Enumerable.Range(0, 10).Select(_ => lanes.Append(OneRow(), None)).ToArray();
        var stopped = lanes.Stop(None);

        await FluentActions.Awaiting(() => lanes.Append(OneRow(), None)).Should().ThrowAsync<LogUnavailableException>();
        stopped.IsCompleted.Should().BeFalse();
        _store.Release();
        await stopped;

        (await Task.WhenAll(accepted)).Should().OnlyContain(outcome => outcome is Stored);
    }

    [Fact]
    public async Task A_stop_that_may_not_wait_fails_what_is_not_in_a_transaction()
    {
        var lanes = Start();
        var running = lanes.Append(OneRow(), None);
        await _store.Begun();
        var waiting = lanes.Append(OneRow(), None);
        using var patience = new CancellationTokenSource();
        var stopped = lanes.Stop(patience.Token);

        await patience.CancelAsync();
        _store.Release();
        await stopped;

        (await running).Should().Be(Stored.Instance);
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<LogUnavailableException>();
    }

    private static Append OneRow()
    {
        var stream = Some.Session();
        return Some.Append(stream, 0, Some.Event(stream));
    }

    private AppendLanes Start(AppendLanesOptions? options = null)
    {
        var lanes = new AppendLanes(_store, options ?? new AppendLanesOptions(), NullLogger.Instance);
        lanes.Start(TaskScheduler.Default);
        return lanes;
    }

    /// <summary>A store whose transactions wait until they are released.</summary>
    private sealed class HeldStore : IAppendStore
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _begun = new(0);
        private readonly Dictionary<Append, Exception> _refused = new(ReferenceEqualityComparer.Instance);

        public bool JudgesInOrder { get; set; }

        public List<IReadOnlyList<Append>> Batches { get; } = [];

        public void Release() => _released.TrySetResult();

        public void Refuse(Append append, Exception reason) => _refused[append] = reason;

        /// <summary>The next transaction is under way: whatever comes now has to wait.</summary>
        public async Task Begun() => (await _begun.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();

        public async Task<IReadOnlyList<AppendOutcome>> Commit(IReadOnlyList<Append> batch)
        {
            lock (Batches) Batches.Add(batch);
            _begun.Release();
            await _released.Task;
            foreach (var append in batch)
            {
                if (_refused.TryGetValue(append, out var reason)) throw reason;
            }

            return [.. batch.Select(_ => Stored.Instance)];
        }
    }
}
