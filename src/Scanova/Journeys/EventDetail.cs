namespace Scanova.Journeys;

/// <summary>The codes of an event's device and place, and of a scan's QR code; 0 for what it has not.</summary>
internal readonly record struct EventDetail(int Device, int Place, int Qrid);

/// <summary>An amount, its currency's code, and where the rest of its event's detail stands.</summary>
internal readonly record struct CodedAmount(decimal Value, int Currency, int Detail)
{
    public bool IsRefund => decimal.Sign(Value) < 0;
}
