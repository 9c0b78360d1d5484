using CsCheck;
using Scanova.Events;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Tests.Reports;

namespace Scanova.Tests.Storage;

/// <summary>What every database must do as <see cref="IReportFeed"/>.</summary>
public abstract class ReportFeedContract(StorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_site_is_given_with_all_its_rows_as_they_were_stored_and_no_others() => await RandomJourneys.Stored.SampleAsync(
        async rows =>
        {
            var site = new FollowedSite(storage.Feed, Some.Site());
            var stored = await rows.Store(storage.Log, site.SiteId);
            await rows.Select(Renamed).ToArray().Store(storage.Log, Some.Site());

            await site.Read();

            site.Rows.Should().HaveCount(stored.Length);
            site.Rows.ToDictionary(row => (row.Stream, row.Event.At.Version), row => row.Event)
                .Should().BeEquivalentTo(stored.ToDictionary(row => (row.Stream, row.Version), Reported));
            foreach (var stream in site.Rows.GroupBy(row => row.Stream))
            {
                stream.Select(row => row.Event.At.Version).Should().BeInAscendingOrder("a stream is stored in the order of its versions");
            }
        },
        iter: 30,
        threads: 1);

    [Fact]
    public async Task Every_field_that_reports_need_comes_as_it_was()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var (session, visitor, lone) = (Some.Session(site.SiteId), StreamId.Visitor(site.SiteId, Guid.NewGuid()), new StreamId(site.SiteId, StreamKind.Lone, Guid.NewGuid()));
        var append = Some.Append(session, 0,
            Some.FullEvent(session),
            Some.Event(session, name: "Käufe 🛒" + new string('x', 120)) with { Location = new Location("DE", null, null), Device = new Device(null, null, "iOS", null, null, null, false) },
            Some.Event(session) with { Location = new Location(null, null, "Nowhere"), Device = Some.Device(isBot: true) },
            Some.Event(session, source: EventSource.Server) with { Device = Some.Device() });
        await storage.Log.Append(append, None);
        await storage.Log.Append(Some.Append(visitor, 0, Some.Event(visitor)), None);
        await storage.Log.Append(Some.Append(lone, 0, Some.Event(lone)).AsDuplicates(), None);

        await site.Read();

        site.Rows.Take(4).Select(row => row.Event).Should().Equal(append.Rows.Select(Reported));
        site.Rows.Select(row => (row.Stream, row.Event.IsDuplicate)).Should().Equal(
            (session, false), (session, false), (session, false), (session, false), (visitor, false), (lone, true));
        site.Rows.Should().OnlyContain(row => row.Event.Time.Kind == DateTimeKind.Utc && row.Event.At.ReceivedAt.Kind == DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("49.90")]
    [InlineData("-0.000001")]
    [InlineData("1000000000000")]
    [InlineData("-999999999999.999999")]
    [InlineData("0.00")]
    [InlineData("10000.00001")]
    [InlineData("123456789.1")]
    public async Task An_amount_keeps_its_decimals(string amount)
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        var value = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        await storage.Log.Append(Some.Append(stream, 0, Some.Purchase(stream, value, "EUR")), None);

        await site.Read();

        var read = site.Rows.Single().Event.Value!.Value;
        read.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(amount);
        read.Currency.Should().Be("EUR");
    }

    [Fact]
    public async Task Equal_names_devices_and_places_are_the_same_objects()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        await storage.Log.Append(Some.Append(stream, 0, Some.FullEvent(stream), Some.FullEvent(stream)), None);
        await site.Read();
        await storage.Log.Append(Some.Append(stream, 2, Some.FullEvent(stream)), None);
        await site.Read();

        foreach (var part in (Func<JourneyEvent, object?>[])[e => e.Name, e => e.Qrid, e => e.Device, e => e.Location, e => e.Value?.Currency])
        {
            site.Rows.Select(row => part(row.Event)).Distinct(ReferenceEqualityComparer.Instance).Should().ContainSingle().Which.Should().NotBeNull();
        }
    }

    [Fact]
    public async Task A_reader_goes_on_where_it_stands()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        (await site.Read()).Should().BeEmpty();
        var stream = Some.Session(site.SiteId);
        for (var version = 0; version < 5; version++)
        {
            var append = Some.Append(stream, version, Some.Event(stream));
            await storage.Log.Append(append, None);
            (await site.Read()).Select(row => row.Event).Should().EndWith(Reported(append.Rows[0]));
        }

        await site.Settle();

        (await site.Read()).Should().BeEmpty("all is settled");
        site.Rows.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_log_of_many_rows_is_given_whole()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        for (var version = 0; version < 4_000; version += 1_000)
        {
            var events = Enumerable.Range(version, 1_000).Select(i => Some.Event(stream, name: $"{new string('n', i % 128)}")).ToArray();
            await storage.Log.Append(Some.Append(stream, version, events), None);
        }

        await site.Read();

        site.Rows.Select(row => (row.Event.At.Version, row.Event.Name.Length)).Should().Equal(Enumerable.Range(0, 4_000).Select(i => (i + 1L, i % 128)));
    }

    [Fact]
    public async Task A_reader_that_fails_is_told_its_own_failure_and_may_read_again()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        await storage.Log.Append(Some.Append(stream, 0, [.. Enumerable.Range(0, 1_000).Select(_ => Some.Event(stream))]), None);

        var read = () => storage.Feed.Read(site.SiteId, default, _ => throw new InvalidOperationException("no room"), None);

        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("no room");
        (await site.Read()).Should().HaveCount(1_000);
    }

    [Fact]
    public async Task A_read_may_be_given_up()
    {
        var site = new FollowedSite(storage.Feed, Some.Site());
        var stream = Some.Session(site.SiteId);
        await storage.Log.Append(Some.Append(stream, 0, [.. Enumerable.Range(0, 1_000).Select(_ => Some.Event(stream))]), None);
        using var patience = new CancellationTokenSource();

        var read = () => storage.Feed.Read(site.SiteId, default, _ => patience.Cancel(), patience.Token);

        await read.Should().ThrowAsync<OperationCanceledException>();
        (await site.Read()).Should().HaveCount(1_000);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told()
    {
        var store = await storage.StartNew();
        var feed = store.Feed;
        await store.DisposeAsync();

        await FluentActions.Awaiting(() => feed.Read("a", default, _ => { }, None)).Should().ThrowAsync<LogUnavailableException>();
    }

    /// <summary>The row as reports know it: no more of device and place than they show, and nothing of either on a server's event.</summary>
    private static JourneyEvent Reported(StoredEvent row)
    {
        var e = JourneyEvent.Of(row);
        var device = e.Source == EventSource.Server ? null : e.Device is { } d ? new Device(d.Type, d.Browser, d.Os, null, null, null, d.IsBot) : null;
        return e with
        {
            Device = device is { Type: null, Browser: null, Os: null, IsBot: false } ? null : device,
            Location = e.Location is { Country: { } country } ? new Location(country, null, e.Location.City) : null,
        };
    }

    /// <summary>The same under other ids: two sites may hold equal ones, but here that would prove less.</summary>
    private static StoredEvent Renamed(StoredEvent row) => row with { Event = row.Event with { Name = "other" } };
}
