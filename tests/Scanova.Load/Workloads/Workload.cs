namespace Scanova.Load.Workloads;

/// <summary>
/// What is sent: one request template and the numbers of the ids in it. Requests are sent in parallel lanes, one a
/// connection; a lane's requests follow each other, each after the answer to the one before.
/// </summary>
internal abstract class Workload
{
    protected Workload(RequestTemplate request, Ids ids, int lanes)
    {
        Request = request;
        Ids = ids;
        Lanes = lanes;
        EventsPerRequest = Math.Max(request.Slots.Count(s => s.Kind == IdKind.Event), 1);
        // An array enumerates faster than a list behind an interface, and this is the driver's hot path.
        _slots = [.. request.Slots];
        _steps = new long[lanes];
    }

    /// <summary>Events that the benchmark's scan sessions have.</summary>
    public const int EventsPerSession = 5;

    private readonly Slot[] _slots;
    private readonly long[] _steps;

    public RequestTemplate Request { get; }

    public int Lanes { get; }

    /// <summary>1 for lookups, where the session answered is what is counted.</summary>
    public int EventsPerRequest { get; }

    protected Ids Ids { get; }

    /// <summary>Makes <paramref name="request"/> the next one of the lane. Lanes may be on different threads.</summary>
    public void Next(byte[] request, int lane)
    {
        var step = _steps[lane]++;
        foreach (var slot in _slots) Ids.Write(slot.Kind, NumberOf(slot, lane, step), request.AsSpan(slot.Offset, Ids.Length));
    }

    /// <summary>The number of the id in a slot of the lane's request number <paramref name="step"/>.</summary>
    protected abstract long NumberOf(Slot slot, int lane, long step);
}
