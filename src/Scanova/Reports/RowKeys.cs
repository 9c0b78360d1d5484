using Scanova.Journeys;

namespace Scanova.Reports;

/// <summary>What names the row that an event of a report belongs to, as a number below <see cref="Count"/>.</summary>
internal abstract class RowKeys
{
    public abstract int Count { get; }

    /// <summary>Whether every row is there also if nothing happened, in the order of the keys.</summary>
    public virtual bool AreAllShown => false;

    /// <param name="at">An event of the journey.</param>
    /// <param name="end">Before which event the same key ends; as given unless it does so earlier.</param>
    public abstract int Of(in Journey journey, int at, ref int end);

    /// <param name="time">When an event of the journey happened, in ticks.</param>
    public abstract int Of(in JourneyFacts journey, EventKind kind, long time);

    /// <summary>The key of all events of a leg.</summary>
    /// <returns>False when they may have several.</returns>
    public abstract bool TryOf(in JourneyFacts journey, in JourneyLeg leg, out int key);

    public abstract ReportKey Name(int key);
}

/// <summary>Rows that a journey's facts tell: all its events are in the same one.</summary>
internal abstract class RowsOfJourneys : RowKeys
{
    public sealed override int Of(in Journey journey, int at, ref int end) => Of(journey.Facts);

    public sealed override int Of(in JourneyFacts journey, EventKind kind, long time) => Of(journey);

    public sealed override bool TryOf(in JourneyFacts journey, in JourneyLeg leg, out int key)
    {
        key = Of(journey);
        return true;
    }

    protected abstract int Of(in JourneyFacts journey);
}

/// <summary>One row for everything.</summary>
internal sealed class OneRow : RowsOfJourneys
{
    public override int Count => 1;

    public override bool AreAllShown => true;

    protected override int Of(in JourneyFacts journey) => 0;

    public override ReportKey Name(int key) => default;
}

/// <summary>A row a step, in their order.</summary>
internal sealed class RowsByStep(Timeline timeline) : RowKeys
{
    public override int Count => timeline.Keys.Count;

    public override bool AreAllShown => true;

    public override int Of(in Journey journey, int at, ref int end)
    {
        var times = journey.Events.Times;
        var (step, next) = timeline.StepAt(times[at]);
        if (times[end - 1] < next) return step;
        for (end = at + 1; times[end] < next; end++)
        {
        }

        return step;
    }

    public override int Of(in JourneyFacts journey, EventKind kind, long time) => timeline.StepAt(time).Step;

    public override bool TryOf(in JourneyFacts journey, in JourneyLeg leg, out int key)
    {
        (key, var next) = timeline.StepAt(leg.First);
        return leg.Last < next;
    }

    public override ReportKey Name(int key) => new(timeline.Keys[key]);
}

internal sealed class RowsByEventName : RowKeys
{
    private readonly CodedScope _scope;
    private readonly int[] _shown;

    public RowsByEventName(CodedScope scope)
    {
        var names = scope.Index.Codes.Names;
        _scope = scope;
        _shown = new int[names.Count];
        for (var name = 1; name < names.Count; name++) _shown[name] = names.Find(scope.Scope.Shown(names[name]!)) is not 0 and var shown ? shown : name;
    }

    public override int Count => _shown.Length;

    public override int Of(in Journey journey, int at, ref int end)
    {
        end = at + 1;
        return Of(journey.Events.KindAt(at));
    }

    public int Of(EventKind kind) => _shown[kind.Name];

    public override int Of(in JourneyFacts journey, EventKind kind, long time) => Of(kind);

    public override bool TryOf(in JourneyFacts journey, in JourneyLeg leg, out int key)
    {
        key = 0;
        return false;
    }

    public override ReportKey Name(int key) => new(_scope.Scope.Shown(_scope.Index.Codes.Names[key]!));
}

internal sealed class RowsByQrCode(Codes<string> qrids) : RowsOfJourneys
{
    public override int Count => qrids.Count;

    protected override int Of(in JourneyFacts journey) => journey.Qrid;

    public override ReportKey Name(int key) => new(qrids[key]);
}

internal sealed class RowsByDevice(Codes<ReportKey> devices) : RowsOfJourneys
{
    public override int Count => devices.Count;

    protected override int Of(in JourneyFacts journey) => journey.Device;

    public override ReportKey Name(int key) => devices[key];
}

internal sealed class RowsByPlace(Codes<ReportKey> places) : RowsOfJourneys
{
    public override int Count => places.Count;

    protected override int Of(in JourneyFacts journey) => journey.Place;

    public override ReportKey Name(int key) => places[key];
}
