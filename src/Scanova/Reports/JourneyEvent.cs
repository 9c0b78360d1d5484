using Scanova.Events;
using Scanova.Log;

namespace Scanova.Reports;

/// <summary>What reports need of a stored row.</summary>
/// <param name="Qrid">The QR code of a scan; null on every other event.</param>
/// <param name="Device">Of a scan or browser event; null on server events.</param>
/// <param name="Location">Country and city of a scan or browser event.</param>
public readonly record struct JourneyEvent(
    Position At,
    EventSource Source,
    string Name,
    bool IsDuplicate,
    Guid EventId,
    Guid? VisitorId,
    string? Qrid,
    Money? Value,
    Device? Device,
    Location? Location)
{
    public static JourneyEvent Of(StoredEvent row) => new(
        Position.Of(row),
        row.Event.Source,
        row.Event.Name,
        row.IsDuplicate,
        row.Event.EventId,
        row.Event.VisitorId,
        row.Event.Qrid,
        row.Event.Value,
        row.Event.Device,
        row.Event.Location);

    public DateTime Time => At.EventTime;

    public bool IsBot => Device is { IsBot: true };

    public bool IsRefund => Value is { Amount: < 0 };
}
