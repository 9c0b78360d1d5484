namespace Scanova.Load.Workloads;

/// <summary>Many events a request: whole sessions of five. Batch b holds the sessions from b × <see cref="SessionsPerBatch"/> on.</summary>
internal sealed class Batches(RequestTemplate request, Ids ids, int lanes) : Workload(request, ids, lanes)
{
    public int SessionsPerBatch => EventsPerRequest / EventsPerSession;

    protected override long NumberOf(Slot slot, int lane, long step)
    {
        var eventNumber = (step * Lanes + lane) * EventsPerRequest + slot.Ordinal;
        return slot.Kind == IdKind.Event ? eventNumber : eventNumber / EventsPerSession;
    }
}
