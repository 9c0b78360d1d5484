using Scanova.Log;
using Scanova.Privacy;

namespace Scanova.Tests.Storage;

/// <summary>What every database must do as <see cref="IEventLog"/>; one subclass a database.</summary>
public abstract class EventLogContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IEventLog Log => storage.Log;

    [Fact]
    public async Task An_event_comes_back_with_every_field_as_it_was()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.FullEvent(stream), Some.Event(stream));

        (await Log.Append(append, None)).Should().Be(Stored.Instance);

        var loaded = await Log.Load(stream, 0, 10, None);
        loaded.Should().Equal(append.Rows);
        loaded.Should().OnlyContain(row => row.Event.EventTime.Kind == DateTimeKind.Utc && row.Event.ReceivedAt.Kind == DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("49.90")]
    [InlineData("-0.000001")]
    [InlineData("1000000000000")]
    [InlineData("-999999999999.999999")]
    [InlineData("0.00")]
    public async Task An_amount_keeps_its_decimals(string amount)
    {
        var stream = Some.Session();
        var value = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        await Log.Append(Some.Append(stream, 0, Some.Purchase(stream, value)), None);

        var row = (await Log.Load(stream, 0, 1, None)).Single();

        row.Event.Value!.Value.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(amount);
    }

    [Theory]
    [InlineData(StreamKind.ScanSession)]
    [InlineData(StreamKind.Visitor)]
    [InlineData(StreamKind.Lone)]
    public async Task Every_kind_of_stream_is_stored_under_its_own_name(StreamKind kind)
    {
        var stream = Some.Session() with { Kind = kind };
        var append = Some.Append(stream, 0, Some.Event(stream));
        await Log.Append(append, None);

        (await Log.Load(stream, 0, 10, None)).Should().Equal(append.Rows);
        foreach (var other in Enum.GetValues<StreamKind>().Where(k => k != kind))
        {
            (await Log.Load(stream with { Kind = other }, 0, 10, None)).Should().BeEmpty();
        }

        (await Log.Load(stream with { SiteId = Some.Site() }, 0, 10, None)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ConsentState.Granted)]
    [InlineData(ConsentState.Denied)]
    [InlineData(ConsentState.Pending)]
    public async Task The_stated_consent_is_kept(ConsentState? consent)
    {
        var stream = Some.Session();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream) with { Consent = consent }), None);

        (await Log.Load(stream, 0, 1, None)).Single().Event.Consent.Should().Be(consent);
    }

    [Fact]
    public async Task A_stream_is_loaded_in_version_order_from_where_the_reader_stands()
    {
        var stream = Some.Session();
        for (var version = 0; version < 30; version += 3)
        {
            await Log.Append(
                Some.Append(stream, version, Some.Event(stream, at: Some.Noon.AddHours(-version)), Some.Event(stream), Some.Event(stream)), None);
        }

        (await Log.Load(stream, 0, 100, None)).Select(row => row.Version).Should().Equal(Enumerable.Range(1, 30).Select(v => (long)v));
        (await Log.Load(stream, 10, 5, None)).Select(row => row.Version).Should().Equal(11, 12, 13, 14, 15);
        (await Log.Load(stream, 30, 5, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_head_is_the_highest_version_and_zero_for_an_unknown_stream()
    {
        var stream = Some.Session();
        (await Log.HeadVersion(stream, None)).Should().Be(0);

        await Log.Append(Some.Append(stream, 0, Some.Event(stream), Some.Event(stream)), None);

        (await Log.HeadVersion(stream, None)).Should().Be(2);
    }

    [Fact]
    public async Task Records_are_found_again_by_their_ids()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream), Some.Event(stream));
        await Log.Append(append, None);

        var found = await Log.FindRecords(stream, [append.Rows[2].Event.RecordId, append.Rows[0].Event.RecordId, Guid.NewGuid()], None);

        found.Should().BeEquivalentTo([append.Rows[0], append.Rows[2]]);
        (await Log.FindRecords(Some.Session(stream.SiteId), [append.Rows[0].Event.RecordId], None)).Should().BeEmpty();
        (await Log.FindRecords(stream, [], None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_record_asked_for_twice_is_found_once_early_and_late_in_a_stream()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, [.. Enumerable.Range(0, 1_002).Select(_ => Some.Event(stream))]);
        await Log.Append(append, None);
        var (early, late) = (append.Rows[0], append.Rows[1_001]);

        var found = await Log.FindRecords(
            stream, [early.Event.RecordId, late.Event.RecordId, early.Event.RecordId, late.Event.RecordId], None);

        found.OrderBy(row => row.Version).Should().Equal(early, late);
    }

    [Fact]
    public async Task A_writer_that_is_behind_its_stream_gets_a_conflict_and_stores_nothing()
    {
        var stream = Some.Session();
        var first = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
        await Log.Append(first, None);

        (await Log.Append(Some.Append(stream, 0, Some.Event(stream)), None)).Should().Be(Conflict.Instance);
        (await Log.Append(Some.Append(stream, 1, Some.Event(stream), Some.Event(stream)), None)).Should().Be(Conflict.Instance);

        (await Log.Load(stream, 0, 10, None)).Should().Equal(first.Rows);
    }

    [Fact]
    public async Task A_writer_that_lost_the_fence_leaves_no_claim()
    {
        var (stream, other) = (Some.Session(), Some.Session());
        other = other with { SiteId = stream.SiteId };
        var wanted = Guid.NewGuid();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);
        (await Log.Append(Some.Append(stream, 0, Some.Event(stream, wanted)), None)).Should().Be(Conflict.Instance);

        (await Log.Append(Some.Append(other, 0, Some.Event(other, wanted)), None)).Should().Be(Stored.Instance);
    }

    [Fact]
    public async Task The_fence_is_judged_before_the_claims()
    {
        var stream = Some.Session();
        var taken = Guid.NewGuid();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream, taken)), None);

        (await Log.Append(Some.Append(stream, 0, Some.Event(stream, taken)), None)).Should().Be(Conflict.Instance);
    }

    [Fact]
    public async Task The_same_append_done_again_is_stored_once()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));

        (await Log.Append(append, None)).Should().Be(Stored.Instance);
        (await Log.Append(append, None)).Should().Be(Stored.Instance);
        await Log.Append(Some.Append(stream, 2, Some.Event(stream)), None);
        (await Log.Append(append, None)).Should().Be(Stored.Instance);

        (await Log.Load(stream, 0, 10, None)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_row_that_stands_there_as_a_repeat_is_not_the_original_that_was_wanted()
    {
        var (stream, other) = (Some.Session(), Some.Session());
        other = other with { SiteId = stream.SiteId };
        var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
        var stored = append with { Rows = [append.Rows[0], append.Rows[1] with { IsDuplicate = true }] };
        await Log.Append(Some.Append(other, 0, Some.Event(other, append.Rows[1].Event.EventId)), None);
        (await Log.Append(stored, None)).Should().Be(Stored.Instance);

        (await Log.Append(append, None)).Should().Be(Conflict.Instance);
        (await Log.Append(append.AsDuplicates(), None)).Should().Be(Conflict.Instance);

        (await Log.Load(stream, 0, 10, None)).Should().Equal(stored.Rows);
    }

    [Fact]
    public async Task An_append_of_which_only_some_rows_stand_there_is_a_conflict()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
        await Log.Append(append, None);

        (await Log.Append(Some.Append(stream, 0, append.Rows[0].Event, Some.Event(stream)), None)).Should().Be(Conflict.Instance);
        (await Log.Append(Some.Append(stream, 0, append.Rows[0].Event, append.Rows[1].Event, Some.Event(stream)), None)).Should().Be(Conflict.Instance);

        (await Log.Load(stream, 0, 10, None)).Should().Equal(append.Rows);
    }

    [Fact]
    public async Task A_writer_that_is_ahead_of_its_stream_gets_a_conflict_and_stores_nothing()
    {
        var stream = Some.Session();
        var taken = Guid.NewGuid();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream, taken)), None);
        var unknown = Some.Session();

        (await Log.Append(Some.Append(stream, 2, Some.Event(stream)), None)).Should().Be(Conflict.Instance);
        (await Log.Append(Some.Append(stream, 2, Some.Event(stream, taken)), None)).Should().Be(Conflict.Instance);
        (await Log.Append(Some.Append(unknown, 1, Some.Event(unknown)), None)).Should().Be(Conflict.Instance);

        (await Log.HeadVersion(stream, None)).Should().Be(1);
        (await Log.HeadVersion(unknown, None)).Should().Be(0);
    }

    [Fact]
    public async Task An_event_id_is_claimed_across_the_streams_of_a_site_but_not_across_sites()
    {
        var stream = Some.Session();
        var (sameSite, otherSite) = (Some.Session(stream.SiteId), Some.Session());
        var (taken, free) = (Guid.NewGuid(), Guid.NewGuid());
        await Log.Append(Some.Append(stream, 0, Some.Event(stream, taken)), None);

        var outcome = await Log.Append(Some.Append(sameSite, 0, Some.Event(sameSite, free), Some.Event(sameSite, taken)), None);

        outcome.Should().BeOfType<Claimed>().Which.EventIds.Should().Equal(taken);
        (await Log.Load(sameSite, 0, 10, None)).Should().BeEmpty("an append is stored whole or not at all");
        (await Log.Append(Some.Append(sameSite, 0, Some.Event(sameSite, free)), None)).Should().Be(Stored.Instance, "the refused append left no claim");
        (await Log.Append(Some.Append(otherSite, 0, Some.Event(otherSite, taken)), None)).Should().Be(Stored.Instance);
    }

    [Fact]
    public async Task Duplicates_are_rows_that_claim_nothing_and_hold_versions()
    {
        var stream = Some.Session();
        var other = Some.Session(stream.SiteId);
        var id = Guid.NewGuid();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream, id)), None);

        (await Log.Append(Some.Append(other, 0, Some.Event(other, id), Some.Event(other, id)).AsDuplicates(), None)).Should().Be(Stored.Instance);

        (await Log.Load(other, 0, 10, None)).Should().OnlyContain(row => row.IsDuplicate).And.HaveCount(2);
        (await Log.HeadVersion(other, None)).Should().Be(2);
    }

    [Fact]
    public async Task Of_64_appends_of_one_id_at_one_moment_one_is_the_original()
    {
        var site = Some.Site();
        var id = Guid.NewGuid();
        var streams = Enumerable.Range(0, 64).Select(_ => Some.Session(site)).ToArray();

        var outcomes = await Task.WhenAll(streams.Select(stream =>
            Task.Run(() => Log.Append(Some.Append(stream, 0, Some.Event(stream, id)), None))));

        outcomes.OfType<Stored>().Should().ContainSingle();
        outcomes.OfType<Claimed>().Should().HaveCount(63).And.OnlyContain(claimed => claimed.EventIds.SequenceEqual(new[] { id }));
    }

    [Fact]
    public async Task Of_64_writers_of_one_stream_at_one_moment_one_wins()
    {
        var stream = Some.Session();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            Task.Run(() => Log.Append(Some.Append(stream, 0, Some.Event(stream)), None))));

        outcomes.OfType<Stored>().Should().ContainSingle();
        outcomes.OfType<Conflict>().Should().HaveCount(63);
        (await Log.Load(stream, 0, 10, None)).Should().ContainSingle();
    }

    [Fact]
    public async Task One_append_may_be_as_large_as_a_batch_of_the_wire()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, [.. Enumerable.Range(0, 2_500).Select(_ => Some.FullEvent(stream))]);

        (await Log.Append(append, None)).Should().Be(Stored.Instance);

        (await Log.Load(stream, 0, 5_000, None)).Should().Equal(append.Rows);
    }

    [Fact]
    public async Task A_poisonous_append_fails_alone()
    {
        var site = Some.Site();
        var appends = Enumerable.Range(0, 50).Select(i =>
        {
            var stream = Some.Session(site);
            return Some.Append(stream, 0, Some.Event(stream, name: i == 25 ? null! : "page_view"));
        }).ToArray();

        var tasks = appends.Select(append => Log.Append(append, None)).ToArray();

        await FluentActions.Awaiting(() => tasks[25]).Should().ThrowAsync<LogUnavailableException>();
        (await Task.WhenAll(tasks.Where((_, i) => i != 25))).Should().OnlyContain(outcome => outcome is Stored);
        (await Log.HeadVersion(appends[25].Stream, None)).Should().Be(0);
    }

    [Fact]
    public async Task Stopping_stores_what_was_accepted_and_then_refuses()
    {
        await using var own = await storage.StartNew();
        var streams = Enumerable.Range(0, 500).Select(_ => Some.Session()).ToArray();
        var accepted = streams.Select(stream => own.Log.Append(Some.Append(stream, 0, Some.Event(stream)), None)).ToArray();

        await own.Store.Stop(None);

        (await Task.WhenAll(accepted)).Should().OnlyContain(outcome => outcome is Stored);
        var late = Some.Session();
        await FluentActions.Awaiting(() => own.Log.Append(Some.Append(late, 0, Some.Event(late)), None)).Should().ThrowAsync<LogUnavailableException>();
        (await own.Store.Answers(None)).Should().BeFalse();
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        await using var own = await storage.StartNew();
        (await own.Store.Answers(None)).Should().BeTrue();
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.FullEvent(stream));
        await own.Log.Append(append, None);

        await own.Restart();

        (await own.Log.Load(stream, 0, 10, None)).Should().Equal(append.Rows);
        (await own.Log.Append(append, None)).Should().Be(Stored.Instance);
        (await own.Log.Append(Some.Append(stream, 1, Some.Event(stream, append.Rows[0].Event.EventId)), None)).Should().BeOfType<Claimed>();
    }
}
