using System.Runtime.InteropServices;
using Scanova.Events;
using Scanova.Log;
using Scanova.Server.Ingest;

namespace Scanova.Server.Recording;

/// <summary>
/// Splits the events of one call into waves, one after the other, so that they take effect in input order (contract section 4):
/// a repeat whose first event belongs to another stream comes in a later wave than that, and whatever its stream brings after
/// it comes no earlier. Without such repeats there is one wave.
/// </summary>
internal static class Wave
{
    public static List<List<Parcel>> Split(IReadOnlyList<AcceptedEvent> events)
    {
        var waves = new List<List<Parcel>>(1);
        var firsts = new Dictionary<(string SiteId, Guid EventId), (StreamId Stream, int Wave)>(events.Count);
        var newest = new Dictionary<StreamId, (int Wave, List<Event> Events, List<int> Indexes)>();
        for (var i = 0; i < events.Count; i++)
        {
            var routed = Parcel.Routed(events[i]);
            var stream = StreamId.Of(routed);
            ref var parcel = ref CollectionsMarshal.GetValueRefOrAddDefault(newest, stream, out var isKnown);
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, (routed.SiteId, routed.EventId), out var isRepeat);
            var wave = parcel.Wave;
            if (!isRepeat) first = (stream, wave);
            else if (first.Stream != stream) wave = Math.Max(wave, first.Wave + 1);

            if (!isKnown || wave > parcel.Wave)
            {
                parcel = (wave, [], []);
                if (wave == waves.Count) waves.Add([]);
                waves[wave].Add(new Parcel(stream, events[i].Policy, parcel.Events, parcel.Indexes));
            }

            parcel.Events.Add(routed);
            parcel.Indexes.Add(i);
        }

        return waves;
    }
}
