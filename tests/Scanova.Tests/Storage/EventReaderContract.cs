using Scanova.Events;
using Scanova.Log;

namespace Scanova.Tests.Storage;

/// <summary>What every database must do as <see cref="IEventReader"/>.</summary>
public abstract class EventReaderContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IEventLog Log => storage.Log;

    private IEventReader Reader => storage.Reader;

    [Fact]
    public async Task A_journey_is_read_in_the_order_of_event_time_receipt_and_storing()
    {
        var stream = Some.Session();
        var late = Some.Event(stream, at: Some.Noon.AddHours(2));
        var early = Some.Event(stream, at: Some.Noon);
        var sameTimeReceivedLater = Some.Event(stream, at: Some.Noon) with { ReceivedAt = early.ReceivedAt.AddMinutes(5) };
        var sameTimeStoredLater = Some.Event(stream, at: Some.Noon);
        await Log.Append(Some.Append(stream, 0, late, sameTimeReceivedLater, early, sameTimeStoredLater), None);

        var journey = await Reader.Journey(stream.SiteId, stream.Id, null, 10, true, None);

        journey.Select(row => row.Stored.Event).Should().Equal(early, sameTimeStoredLater, sameTimeReceivedLater, late);
    }

    [Fact]
    public async Task A_journey_leaves_duplicates_out_unless_asked()
    {
        var stream = Some.Session();
        var original = Some.Append(stream, 0, Some.Event(stream));
        var repeat = Some.Append(stream, 1, Some.Event(stream, original.Rows[0].Event.EventId)).AsDuplicates();
        await Log.Append(original, None);
        await Log.Append(repeat, None);

        (await Reader.Journey(stream.SiteId, stream.Id, null, 10, false, None)).Select(row => row.Stored).Should().Equal(original.Rows);
        (await Reader.Journey(stream.SiteId, stream.Id, null, 10, true, None)).Select(row => row.Stored).Should().Equal(original.Rows[0], repeat.Rows[0]);
        (await Reader.Journey(Some.Site(), stream.Id, null, 10, true, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_long_journey_is_paged_without_gaps_or_repeats()
    {
        var stream = Some.Session();
        var random = new Random(7);
        for (var version = 0; version < 2_600; version += 650)
        {
            var events = Enumerable.Range(0, 650).Select(_ => Some.Event(stream, at: Some.Noon.AddSeconds(random.Next(300)))).ToArray();
            await Log.Append(Some.Append(stream, version, events), None);
        }

        var read = new List<StoredEvent>();
        IReadOnlyList<EventRow> page;
        do
        {
            page = await Reader.Journey(stream.SiteId, stream.Id, read.Count == 0 ? null : Position.Of(read[^1]), 500, false, None);
            read.AddRange(page.Select(row => row.Stored));
        }
        while (page.Count == 500);

        read.Should().HaveCount(2_600);
        read.Select(Position.Of).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Every_row_of_a_journey_has_the_QR_code_of_its_scan_also_those_stored_before_it()
    {
        var stream = Some.Session();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);
        (await Reader.Journey(stream.SiteId, stream.Id, null, 10, true, None)).Single().Qrid.Should().BeNull();

        await Log.Append(Some.Append(stream, 1, Some.Scan(stream, "Q00000000000000AA")), None);

        (await Reader.Journey(stream.SiteId, stream.Id, null, 10, true, None)).Select(row => row.Qrid)
            .Should().Equal("Q00000000000000AA", "Q00000000000000AA");
    }

    [Fact]
    public async Task An_id_is_found_as_its_original_and_its_repeats_in_the_order_of_storing()
    {
        var first = Some.Session();
        var second = Some.Session(first.SiteId);
        var id = Guid.NewGuid();
        await Log.Append(Some.Append(first, 0, Some.Scan(first, "Q00000000000000BB"), Some.Event(first, id)), None);
        await Log.Append(Some.Append(second, 0, Some.Event(second, id)).AsDuplicates(), None);
        await Log.Append(Some.Append(first, 2, Some.Event(first, id)).AsDuplicates(), None);

        var rows = await Reader.Find(first.SiteId, id, None);

        rows.Select(row => (row.Stored.Stream, row.Stored.IsDuplicate, row.Qrid)).Should().Equal(
            (first, false, "Q00000000000000BB"), (second, true, null), (first, true, "Q00000000000000BB"));
        (await Reader.Find(first.SiteId, Guid.NewGuid(), None)).Should().BeEmpty();
        (await Reader.Find(Some.Site(), id, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_repeats_the_newest_thousand_are_found_after_the_original()
    {
        var stream = Some.Session();
        var id = Guid.NewGuid();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream, id)), None);
        for (var version = 1; version < 1_201; version += 300)
        {
            var events = Enumerable.Range(0, 300).Select(_ => Some.Event(stream, id) with { ReceivedAt = Some.Noon.AddMinutes(version) }).ToArray();
            await Log.Append(Some.Append(stream, version, events).AsDuplicates(), None);
        }

        var rows = await Reader.Find(stream.SiteId, id, None);

        rows.Select(row => row.Stored.Version).Should().Equal([1, .. Enumerable.Range(202, 1_000).Select(version => (long)version)]);
    }

    [Fact]
    public async Task Known_ids_are_those_with_an_original_in_the_site()
    {
        var stream = Some.Session();
        var append = Some.Append(stream, 0, Some.Event(stream), Some.Event(stream));
        await Log.Append(append, None);
        var ids = append.Rows.Select(row => row.Event.EventId).ToArray();

        (await Reader.KnownIds(stream.SiteId, [ids[1], Guid.NewGuid()], None)).Should().Equal(ids[1]);
        (await Reader.KnownIds(stream.SiteId, [], None)).Should().BeEmpty();
        (await Reader.KnownIds(Some.Site(), ids, None)).Should().BeEmpty();
        var many = Enumerable.Range(0, 1_000).Select(_ => Guid.NewGuid()).Concat(ids).ToArray();
        (await Reader.KnownIds(stream.SiteId, many, None)).Should().BeEquivalentTo(ids);
    }

    [Fact]
    public async Task A_visitor_has_the_streams_that_named_it_with_their_heads()
    {
        var visitor = Guid.NewGuid();
        var session = Some.Session();
        var other = Some.Session(session.SiteId);
        var own = StreamId.Visitor(session.SiteId, visitor);
        await Log.Append(Some.Append(session, 0, Some.Event(session)) with { Visitors = [visitor] }, None);
        await Log.Append(Some.Append(session, 1, Some.Event(session)) with { Visitors = [visitor, Guid.NewGuid()] }, None);
        await Log.Append(Some.Append(own, 0, Some.Event(own), Some.Event(own), Some.Event(own)) with { Visitors = [visitor] }, None);
        await Log.Append(Some.Append(other, 0, Some.Event(other)), None);

        (await Reader.VisitorStreams(session.SiteId, visitor, None)).Should().BeEquivalentTo([new StreamHead(session, 2), new StreamHead(own, 3)]);
        (await Reader.VisitorStreams(Some.Site(), visitor, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_refused_append_gives_its_visitors_nothing()
    {
        var visitor = Guid.NewGuid();
        var stream = Some.Session();
        await Log.Append(Some.Append(stream, 0, Some.Event(stream)), None);

        await Log.Append(Some.Append(stream, 0, Some.Event(stream)) with { Visitors = [visitor] }, None);

        (await Reader.VisitorStreams(stream.SiteId, visitor, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Conversions_are_every_server_event_unless_the_site_names_its_own()
    {
        var stream = Some.Session();
        var scan = Some.Scan(stream, "Q00000000000000CC");
        var view = Some.Event(stream, at: Some.Noon.AddMinutes(1));
        var purchase = Some.Purchase(stream, 10m) with { EventTime = Some.Noon.AddMinutes(3) };
        var free = Some.Purchase(stream, 0m) with { EventTime = Some.Noon.AddMinutes(2) };
        var call = Some.Event(stream, source: EventSource.Server, name: "call", at: Some.Noon.AddMinutes(4));
        await Log.Append(Some.Append(stream, 0, scan, view, purchase, free, Some.Purchase(stream, -10m), call), None);
        await Log.Append(Some.Append(stream, 6, purchase with { RecordId = Guid.NewGuid() }).AsDuplicates(), None);

        (await Names([])).Should().Equal(free, purchase, call);
        (await Names(["page_view", "call", "scan"])).Should().Equal(view, call);
        (await Names(["nothing"])).Should().BeEmpty();

        async Task<IEnumerable<Event>> Names(string[] names) => (await Reader.Conversions(stream, names, None)).Select(row => row.Event);
    }

    [Fact]
    public async Task Of_many_conversions_the_newest_thousand_are_read()
    {
        var stream = Some.Session();
        var events = Enumerable.Range(0, 1_200).Select(i => Some.Purchase(stream, i) with { EventTime = Some.Noon.AddSeconds(i) }).ToArray();
        await Log.Append(Some.Append(stream, 0, events), None);

        var read = await Reader.Conversions(stream, [], None);

        read.Select(row => row.Event).Should().Equal(events[200..]);
    }
}
