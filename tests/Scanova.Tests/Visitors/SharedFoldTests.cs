using Scanova.Events;
using Scanova.Log;
using Scanova.Sites;
using Scanova.Tests.Log;
using Scanova.Tests.Storage.Sqlite;
using Scanova.Visitors;

namespace Scanova.Tests.Visitors;

public sealed class SharedFoldTests : IClassFixture<SqliteStorageFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqliteStorageFixture _storage;
    private readonly StreamId _stream = Storage.Some.Session();
    private readonly Guid _visitor = Guid.NewGuid();
    private readonly HookedLog _log;
    private readonly SharedFold _fold;
    private readonly OwnTurn _turn = new();

    public SharedFoldTests(SqliteStorageFixture storage)
    {
        _storage = storage;
        _log = new HookedLog(storage.Log);
        _fold = new SharedFold(new VisitorSession(_stream, _visitor, new ConversionRule([])), _log);
    }

    [Fact]
    public async Task A_fold_goes_on_from_where_the_last_lookup_left_it()
    {
        await Append(0, 2_500);
        (await UpTo(2_500)).EventCount.Should().Be(2_500);
        var read = _log.RowsLoaded;

        (await UpTo(2_500)).EventCount.Should().Be(2_500);
        _log.RowsLoaded.Should().Be(read);

        await Append(2_500, 10);
        (await UpTo(2_510)).EventCount.Should().Be(2_510);
        _log.RowsLoaded.Should().Be(read + 11);
    }

    [Fact]
    public async Task Lookups_that_interleave_share_one_fold_and_what_it_may_have_missed_is_folded_on()
    {
        await Append(0, 500);
        var gate = new Gate();
        _log.AfterLoad = gate.Pass;
        var first = UpTo(500);
        await gate.Arrived;
        var others = Enumerable.Range(0, 8).Select(_ => UpTo(500)).ToArray();
        await Append(500, 5);
        var later = new[] { UpTo(505), UpTo(505) };
        gate.Open();

        (await Task.WhenAll([first, .. others])).Should().OnlyContain(session => session.Version >= 500);
        (await Task.WhenAll(later)).Should().OnlyContain(session => session.Version == 505 && session.EventCount == 505);
        _log.RowsLoaded.Should().Be(506);
    }

    [Fact]
    public async Task A_lookup_that_gives_up_leaves_its_fold_to_the_next()
    {
        await Append(0, 1_500);
        var gate = new Gate();
        _log.BeforeLoad = gate.Pass;
        using var patience = new CancellationTokenSource();
        var first = UpTo(1_500, patience.Token);
        await gate.Arrived;
        await patience.CancelAsync();
        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        var second = UpTo(1_500);
        gate.Open();

        (await second).EventCount.Should().Be(1_500);
        _log.RowsLoaded.Should().BeLessThan(1_600);
    }

    [Fact]
    public async Task A_failed_fold_fails_its_lookups_and_is_begun_again_by_the_next()
    {
        await Append(0, 10);
        _log.BeforeLoad = () => throw new LogUnavailableException("Away.");
        await FluentActions.Awaiting(() => UpTo(10)).Should().ThrowAsync<LogUnavailableException>();

        _log.BeforeLoad = () => Task.CompletedTask;
        (await UpTo(10)).EventCount.Should().Be(10);
    }

    [Fact]
    public async Task A_log_that_was_set_back_and_went_on_is_folded_anew()
    {
        await Append(0, 10);
        await UpTo(10);
        await _storage.Execute($"DELETE FROM events WHERE site_id = '{_stream.SiteId}' AND version > 4");
        (await UpTo(4)).EventCount.Should().Be(4);

        await UpTo(4);
        await _storage.Execute($"DELETE FROM events WHERE site_id = '{_stream.SiteId}' AND version > 1");
        await Append(1, 7);
        (await UpTo(8)).EventCount.Should().Be(8);
    }

    private Task<VisitorSession> UpTo(long head, CancellationToken cancellation = default) => _turn.Run(() => _fold.UpTo(head, cancellation));

    private async Task Append(long after, int count)
    {
        Event[] events = [.. Enumerable.Range(0, count).Select(_ => Storage.Some.Event(_stream) with { VisitorId = _visitor })];
        (await _storage.Log.Append(Storage.Some.Append(_stream, after, events), None)).Should().Be(Stored.Instance);
    }
}
