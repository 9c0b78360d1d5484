namespace Scanova.Load.Workloads;

/// <summary>Asks for known things in turn: sessions or visitors number 0 to <paramref name="count"/> − 1 of an epoch.</summary>
internal sealed class Lookups(RequestTemplate request, Ids ids, int lanes, long count) : Workload(request, ids, lanes)
{
    protected override long NumberOf(Slot slot, int lane, long step) => (step * Lanes + lane) % count;
}
