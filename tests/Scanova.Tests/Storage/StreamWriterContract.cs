using Scanova.Events;
using Scanova.Log;
using Scanova.Sessions;
using Scanova.Tests.App;
using Scanova.Tests.Log;

namespace Scanova.Tests.Storage;

/// <summary>What a grain's writer makes of a log that others write too, or that was set back: it never holds what is not stored.</summary>
public abstract class StreamWriterContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly StreamId _stream = Some.Session();
    private readonly SnapshotsInMemory _snapshots = new();

    [Fact]
    public async Task An_append_that_was_stored_by_another_silo_as_a_repeat_is_folded_as_what_it_is()
    {
        var (log, gate) = (new HookedLog(storage.Log), new Gate());
        var (frozen, other) = (Writer(log), Writer(storage.Log));
        await frozen.Record(Events(4));
        log.BeforeAppend = _ => gate.Pass();
        var wanted = Some.Event(_stream);
        var late = frozen.Record(wanted);
        await gate.Arrived;
        await Store(Some.Session(_stream.SiteId), wanted.EventId);
        (await other.Retry(wanted)).Should().Equal(new Recorded(wanted.RecordId, IsDuplicate: true));
        gate.Open();

        (await late).Should().Equal(new Recorded(wanted.RecordId, IsDuplicate: true));

        await ShouldHoldTheLog(frozen);
        (frozen.State.EventCount, frozen.State.DuplicateCount).Should().Be((4, 1));
    }

    [Fact]
    public async Task Two_retries_of_one_event_at_one_moment_are_both_answered_and_hurt_no_neighbour()
    {
        var (log, gate) = (new HookedLog(storage.Log), new Gate());
        var writer = Writer(log);
        var stored = Some.Event(_stream);
        await writer.Record(stored);
        log.BeforeAppend = _ => gate.Pass();
        var before = writer.Record(Some.Event(_stream));
        await gate.Arrived;
        var together = new[] { writer.Retry(stored), writer.Retry(stored), writer.Record(Some.Event(_stream)) };
        gate.Open();

        (await before)[0].IsDuplicate.Should().BeFalse();
        (await Task.WhenAll(together)).Should().OnlyContain(answer => !answer[0].IsDuplicate);
        await ShouldHoldTheLog(writer);
        writer.State.Version.Should().Be(3);
    }

    [Fact]
    public async Task A_stream_that_is_known_to_have_begun_is_loaded_before_anything_is_decided()
    {
        var begun = new BegunStreams();
        await Store(_stream, Guid.NewGuid());
        begun.Add(_stream);
        var (log, appends) = (new HookedLog(storage.Log), 0);
        log.BeforeAppend = _ => Task.FromResult(appends++);
        var writer = new WriterUnderTest(_stream, log, _snapshots, begun);

        await writer.Record(Some.Event(_stream));

        appends.Should().Be(1);
        await ShouldHoldTheLog(writer);
    }

    [Fact]
    public async Task A_repeat_costs_no_search_unless_it_may_be_a_first_attempt_that_comes_late()
    {
        var log = new HookedLog(storage.Log);
        var (writer, known) = (Writer(log), Some.Event(_stream));
        await writer.Record(known);
        (await writer.Record(known with { RecordId = Guid.NewGuid() }))[0].IsDuplicate.Should().BeTrue();
        log.Searches.Should().Be(0);

        var late = Some.Event(_stream);
        await writer.Retry(late);
        (await writer.Record(late)).Should().Equal(new Recorded(late.RecordId, IsDuplicate: false));

        writer.State.Version.Should().Be(3);
        await ShouldHoldTheLog(writer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_was_set_back_sets_the_state_back(bool byLookup)
    {
        var writer = Writer(storage.Log);
        await writer.Record(Events(10));
        await SetBack(to: 6);
        if (byLookup && !storage.Log.IsSoleWriter) (await writer.Look()).Version.Should().Be(6);

        (await writer.Record(Some.Event(_stream)))[0].IsDuplicate.Should().BeFalse();

        await ShouldHoldTheLog(writer);
        writer.State.Version.Should().Be(7);
    }

    [Fact]
    public async Task A_database_that_lost_a_stream_whole_takes_it_anew()
    {
        var writer = Writer(storage.Log);
        var events = Events(3);
        await writer.Record(events);
        await SetBack(to: 0);

        (await writer.Record(events)).Should().OnlyContain(answer => !answer.IsDuplicate);

        await ShouldHoldTheLog(writer);
    }

    [Fact]
    public async Task A_database_that_was_set_back_and_went_on_without_this_grain_is_folded_anew()
    {
        var writer = Writer(storage.Log);
        await writer.Record(Events(10));
        await SetBack(to: 6);
        await Writer(storage.Log).Record(Events(8));

        (await writer.Record(Some.Event(_stream)))[0].IsDuplicate.Should().BeFalse();

        await ShouldHoldTheLog(writer);
        writer.State.Version.Should().Be(15);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(10, 10)]
    [InlineData(100, 130)]
    public async Task A_snapshot_of_rows_that_the_log_no_longer_has_is_no_truth(int kept, int versions)
    {
        await Writer(storage.Log).Record(Events(100));
        await Eventually.Holds(() => Task.FromResult(_snapshots.Count == 1), "a snapshot is written");
        await SetBack(to: kept - 1);
        await Writer(storage.Log, withSnapshots: false).Record(Events(versions - kept + 1));

        var writer = Writer(storage.Log);
        (await writer.Look()).Version.Should().Be(versions);

        await ShouldHoldTheLog(writer);
    }

    [Fact]
    public async Task A_long_stream_is_read_from_its_snapshot_on()
    {
        await Writer(storage.Log).Record(Events(1_500));
        await Eventually.Holds(() => Task.FromResult(_snapshots.Count == 1), "a snapshot is written");
        await Writer(storage.Log, withSnapshots: false).Record(Events(2_100));
        var log = new HookedLog(storage.Log);
        var writer = Writer(log);

        await writer.Look();

        await ShouldHoldTheLog(writer);
        log.RowsLoaded.Should().BeInRange(2_100, 2_200);
    }

    [Fact]
    public async Task Lookups_beside_appends_and_failures_see_all_that_was_answered()
    {
        var log = new HookedLog(storage.Log);
        var writer = Writer(log);
        var random = new Random(7);
        log.BeforeAppend = _ => random.Next(4) == 0 ? throw new LogUnavailableException("Away.") : Task.CompletedTask;
        for (var n = 0; n < 40; n++)
        {
            var e = Some.Event(_stream);
            var looks = new[] { writer.Look(), writer.Look() };
            while (!await IsStored(writer, e)) looks = [.. looks, writer.Look()];
            await Task.WhenAll(looks);
            (await writer.Look()).EventCount.Should().Be(n + 1);
        }

        await ShouldHoldTheLog(writer);
    }

    private static async Task<bool> IsStored(WriterUnderTest writer, Event e)
    {
        try
        {
            await writer.Retry(e);
            return true;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }

    private WriterUnderTest Writer(IEventLog log, bool withSnapshots = true) => new(_stream, log, withSnapshots ? _snapshots : new SnapshotsInMemory());

    private Event[] Events(int count) => [.. Enumerable.Range(0, count).Select(_ => Some.Event(_stream))];

    private async Task Store(StreamId stream, Guid eventId) =>
        (await storage.Log.Append(Some.Append(stream, 0, Some.Event(stream, eventId)), None)).Should().Be(Stored.Instance);

    private Task SetBack(int to) => storage.Execute($"DELETE FROM events WHERE site_id = '{_stream.SiteId}' AND version > {to}");

    private async Task ShouldHoldTheLog(WriterUnderTest writer)
    {
        var folded = new ScanSession();
        foreach (var row in await storage.Log.Load(_stream, 0, 10_000, None)) folded.Apply(row);
        writer.State.Should().BeEquivalentTo(folded);
    }
}
