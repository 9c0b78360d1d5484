using CsCheck;
using Scanova.Events;
using Scanova.Journeys;

namespace Scanova.Tests.Journeys;

public sealed class LegsTests
{
    private static readonly EventKind Paid = EventKind.Of(1, EventSource.Server, new Money(1, "EUR"), isBot: false, namesVisitor: false);
    private static readonly EventKind Seen = EventKind.Of(2, EventSource.Browser, null, isBot: false, namesVisitor: true);

    private readonly Legs _legs = new();
    private readonly Shapes _shapes = new();

    [Fact]
    public void A_pause_of_an_hour_ends_a_leg()
    {
        var legs = All(Replace(0, (0, Seen), (59, Paid), (119, Seen), (300, Paid), (301, Paid)));

        legs.Select(l => (Minutes(l.First), Minutes(l.Last))).Should().Equal((0, 59), (119, 119), (300, 301));
        legs.Select(l => l.Amount).Should().Equal(1, 0, JourneyLeg.SeveralAmounts);
        _shapes[legs[0].Shape].ToArray().Should().BeEquivalentTo([new ShapePart(Paid, 1), new ShapePart(Seen, 1)]);
    }

    [Fact]
    public void Without_a_pause_there_are_none()
    {
        Replace(0, (0, Seen), (59, Seen), (118, Paid)).Should().Be(0);
    }

    [Fact]
    public void A_session_of_too_many_has_none()
    {
        All(Replace(0, [.. Enumerable.Range(0, 16).Select(i => (60 * i, Seen))])).Should().HaveCount(16);
        Replace(0, [.. Enumerable.Range(0, 17).Select(i => (60 * i, Seen))]).Should().Be(0);
    }

    [Fact]
    public void Whatever_is_replaced_each_session_keeps_its_own_and_no_room_is_lost()
    {
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 20].Array[1, 20]).Array[1, 50].Sample(changes =>
        {
            var (legs, shapes) = (new Legs(), new Shapes());
            var (first, hours) = (new int[5], new int[5][]);
            var most = 0;
            foreach (var (session, times) in changes)
            {
                hours[session] = [.. times.Order()];
                first[session] = legs.Replace(first[session], Events([.. hours[session].Select(hour => (hour * 60, Seen))]), shapes);
                most = Math.Max(most, hours.Sum(h => h is null ? 0 : h.Distinct().Count() + 1));

                for (var i = 0; i < first.Length; i++)
                {
                    var expected = Expected(hours[i]);
                    All(legs, first[i], out var highest).Select(l => (int)(l.First / TimeSpan.TicksPerHour)).Should().Equal(expected);
                    highest.Should().BeLessThanOrEqualTo(most + 17);
                }
            }
        });

        // Every other hour is a leg of its own; those that follow each other are too, for an hour ends one.
        static int[] Expected(int[]? hours) => hours?.Distinct().ToArray() is { Length: > 1 and <= 16 } several ? several : [];
    }

    private static long Minutes(long ticks) => ticks / TimeSpan.TicksPerMinute;

    private static EventSpan Events(params (int Minute, EventKind Kind)[] events)
    {
        var chunk = new EventChunk(events.Length, isShared: true);
        for (var i = 0; i < events.Length; i++) chunk[i] = new CodedEvent(events[i].Minute * TimeSpan.TicksPerMinute, new EventHead(events[i].Kind, 1), 0, 0, 0);
        return new EventSpan(chunk, 0, events.Length);
    }

    private static List<JourneyLeg> All(Legs legs, int first, out int highest)
    {
        var all = new List<JourneyLeg>();
        highest = 0;
        for (; first != 0; first = legs[first].Next)
        {
            highest = Math.Max(highest, first);
            all.Add(legs[first]);
        }

        return all;
    }

    private List<JourneyLeg> All(int first) => All(_legs, first, out _);

    private int Replace(int before, params (int Minute, EventKind Kind)[] events) => _legs.Replace(before, Events(events), _shapes);
}
