using System.Text;
using Scanova.Events;

namespace Scanova.Storage.Reports;

/// <summary>The names, devices and places of the rows of a feed: equal ones are the same objects. For one reader at a time.</summary>
internal sealed class FeedValues
{
    private readonly Interned<string> _texts = new(Encoding.UTF8.GetString);
    private readonly Interned<Device?> _devices = new(MakeDevice);
    private readonly Interned<Location?> _locations = new(MakeLocation);

    public string Text(ReadOnlySpan<byte> utf8) => _texts.Of(utf8);

    /// <param name="fields">Bot flag (two bytes), device type, browser, operating system, as <see cref="FieldReader"/> reads them.</param>
    public Device? Device(ReadOnlySpan<byte> fields) => _devices.Of(fields);

    /// <param name="fields">Country and city.</param>
    public Location? Location(ReadOnlySpan<byte> fields) => _locations.Of(fields);

    private static Device? MakeDevice(ReadOnlySpan<byte> bytes)
    {
        var fields = new FieldReader(bytes);
        var isBot = fields.Int16() == 1;
        var device = new Device(NullableText(ref fields), NullableText(ref fields), NullableText(ref fields), null, null, null, isBot);
        return device is { Type: null, Browser: null, Os: null, IsBot: false } ? null : device;
    }

    private static Location? MakeLocation(ReadOnlySpan<byte> bytes)
    {
        var fields = new FieldReader(bytes);
        return NullableText(ref fields) is { } country ? new Location(country, null, NullableText(ref fields)) : null;
    }

    private static string? NullableText(ref FieldReader fields) => fields.TryNext(out var utf8) ? Encoding.UTF8.GetString(utf8) : null;
}
