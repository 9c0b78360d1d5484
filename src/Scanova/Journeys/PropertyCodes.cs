using Scanova.Events;
using Scanova.Reports;

namespace Scanova.Journeys;

/// <summary>The texts of a site's events, each once.</summary>
internal sealed class PropertyCodes
{
    public Codes<string> Names { get; } = new();

    public Codes<string> Qrids { get; } = new();

    public Codes<string> Currencies { get; } = new();

    /// <summary>Type, browser and operating system.</summary>
    public Codes<ReportKey> Devices { get; } = new();

    /// <summary>Country and city.</summary>
    public Codes<ReportKey> Places { get; } = new();

    public int Device(Device? device) => device is null ? 0 : Devices.Code(new ReportKey(device.Type, device.Browser, device.Os));

    public int Place(Location? place) => place is null ? 0 : Places.Code(new ReportKey(place.Country, place.City));

    public bool HasType(int device) => Devices[device].First is not null;

    public bool HasCountry(int place) => Places[place].First is not null;

    /// <summary>A table of what is so of events by source and name; its index is <see cref="EventKind.Named"/>.</summary>
    public T[] OfEvents<T>(Func<EventSource, string, T> of)
    {
        var table = new T[EventKind.NamedCount(Names.Count)];
        for (var named = EventKind.NamedCount(1); named < table.Length; named++)
        {
            var (name, source) = EventKind.Parts(named);
            table[named] = of(source, Names[name]!);
        }

        return table;
    }
}
