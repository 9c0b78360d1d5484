using System.Net;
using MaxMind.Db;
using MaxMind.GeoIP2;
using MaxMind.GeoIP2.Responses;
using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <summary>
/// Locations from an MMDB file in the GeoLite2-City format: the country as its ISO code, the region as the English name of
/// the country's first subdivision (its ISO code if it has none), the city in English.
/// </summary>
internal sealed class GeoDatabase : ILocator, IDisposable
{
    private readonly DatabaseReader _reader;

    private GeoDatabase(DatabaseReader reader) => _reader = reader;

    /// <exception cref="GeoDatabaseException">The file is missing, unreadable, damaged or of another kind.</exception>
    public static GeoDatabase Open(string path)
    {
        DatabaseReader? reader = null;
        try
        {
            // Read into memory: a mapped file that is overwritten in place takes the process down.
            reader = new DatabaseReader(path, FileAccessMode.Memory);
            // Only a lookup tells whether the database is one of cities.
            reader.TryCity(IPAddress.Loopback, out _);
            return new GeoDatabase(reader);
        }
        catch (Exception e)
        {
            reader?.Dispose();
            var reason = e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message.ReplaceLineEndings(" ");
            throw new GeoDatabaseException($"Scanova:GeoDatabase '{path}' can't be used: {reason}", e);
        }
    }

    public Location? Locate(IPAddress? address)
    {
        if (address is null) return null;

        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return Find(address) is { } found ? Read(found) : null;
    }

    public void Dispose() => _reader.Dispose();

    private CityResponse? Find(IPAddress address)
    {
        try
        {
            return _reader.TryCity(address, out var found) ? found : null;
        }
        catch (Exception)
        {
            // A damaged record costs a location, never an event.
            return null;
        }
    }

    private static Location? Read(CityResponse found)
    {
        var region = found.Subdivisions is [var first, ..] ? first.Name ?? first.IsoCode : null;
        var location = new Location(found.Country.IsoCode, region, found.City.Name);
        return location is { Country: null, Region: null, City: null } ? null : location;
    }
}
