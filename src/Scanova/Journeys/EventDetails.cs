using Scanova.Reports;

namespace Scanova.Journeys;

/// <summary>The details of events. Those that are nothing but a device and a place are shared, for these are few.</summary>
internal sealed class EventDetails
{
    private readonly Column<EventDetail> _details = new();
    private readonly Column<CodedAmount> _amounts = new();
    private readonly Dictionary<(int Device, int Place), int> _shared = new() { [default] = 0 };

    public EventDetails()
    {
        _details.Add(default);
        _amounts.Add(default);
    }

    public ref readonly EventDetail Of(in EventHead head) => ref _details[head.Kind.HasAmount ? _amounts[head.Detail].Detail : head.Detail];

    /// <param name="at">The detail of an event with an amount.</param>
    public ref readonly CodedAmount Amount(int at) => ref _amounts[at];

    /// <returns>Where the detail stands: among the amounts if the event has one.</returns>
    public int Add(in JourneyEvent e, PropertyCodes codes)
    {
        var (device, place, qrid) = (codes.Device(e.Device), codes.Place(e.Location), codes.Qrids.Code(e.Qrid));
        var detail = qrid == 0 ? Shared(device, place) : _details.Add(new EventDetail(device, place, qrid));
        return e.Value is { } value ? _amounts.Add(new CodedAmount(value.Amount, codes.Currencies.Code(value.Currency), detail)) : detail;
    }

    private int Shared(int device, int place)
    {
        if (_shared.TryGetValue((device, place), out var detail)) return detail;
        return _shared[(device, place)] = _details.Add(new EventDetail(device, place, 0));
    }
}
