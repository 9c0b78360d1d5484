using Scanova.Events;
using Scanova.Server.Ingest;
using Scanova.Server.Recording;

namespace Scanova.Tests.Recording;

public class WaveTests
{
    [Fact]
    public void Without_repeats_of_other_streams_all_goes_at_once_each_stream_in_one_parcel()
    {
        var waves = Split(Page(1, session: 1), Page(2, session: 2), Page(1, session: 1), Page(3, session: 1));

        waves.Should().Equal("1: 0 2 3, 2: 1");
    }

    [Fact]
    public void A_repeat_of_another_stream_waits_for_it_and_its_own_stream_with_it()
    {
        var waves = Split(Page(1, session: 1), Page(1, session: 2), Page(2, session: 2), Page(3, session: 1), Page(2, session: 1));

        waves.Should().Equal("1: 0 3", "2: 1 2", "1: 4");
    }

    [Fact]
    public void What_a_stream_had_to_wait_for_comes_after_its_earlier_events()
    {
        var waves = Split(Page(2, session: 2), Page(1, session: 1), Page(1, session: 2), Page(3, session: 2));

        waves.Should().Equal("2: 0, 1: 1", "2: 2 3");
    }

    [Fact]
    public void One_id_at_two_sites_is_no_repeat() =>
        Split(Page(1, session: 1), Page(1, session: 2) with { SiteId = "other" }).Should().HaveCount(1);

    private static Event Page(int id, int session) => Some.BrowserEvent(session: session, eventId: id);

    /// <summary>Each wave as its sessions with the places of their events.</summary>
    private static IEnumerable<string> Split(params Event[] events) =>
        Wave.Split([.. events.Select(e => new AcceptedEvent(e, Some.StoreWhole))]).Select(wave => string.Join(
            ", ", wave.Select(parcel => $"{Enumerable.Range(1, 9).Single(n => Some.Id(n) == parcel.Stream.Id)}: {string.Join(' ', parcel.Indexes)}")));
}
