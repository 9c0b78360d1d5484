namespace Scanova.Load.Workloads;

/// <summary>
/// One event a request, five a scan session, one after the other as a person makes them; many sessions at a time.
/// </summary>
/// <param name="repeatAfter">Steps after which a lane begins again with the ids it began with: duplicates from then on.</param>
internal sealed class SingleEvents(RequestTemplate request, Ids ids, int lanes, long repeatAfter = long.MaxValue) : Workload(request, ids, lanes)
{
    protected override long NumberOf(Slot slot, int lane, long step)
    {
        step %= repeatAfter;
        return (slot.Kind == IdKind.Event ? step : step / EventsPerSession) * Lanes + lane;
    }
}
