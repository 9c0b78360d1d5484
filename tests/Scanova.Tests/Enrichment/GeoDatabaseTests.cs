using System.Net;
using Scanova.Events;
using Scanova.Server.Enrichment;

namespace Scanova.Tests.Enrichment;

public sealed class GeoDatabaseTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mmdb");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("203.0.113.7", "DE", "Bavaria", "Munich")]
    [InlineData("::ffff:203.0.113.7", "DE", "Bavaria", "Munich")]
    [InlineData("2001:db8::1", "FR", "IDF", null)]
    [InlineData("198.51.100.20", "SG", null, null)]
    public void An_address_is_in_a_country_a_region_and_a_city(string address, string country, string? region, string? city)
    {
        using var database = Open(Cities().ToArray());

        database.Locate(IPAddress.Parse(address)).Should().Be(new Location(country, region, city));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("203.0.114.0")]
    [InlineData("198.51.100.130")]
    [InlineData(null)]
    public void An_address_of_which_nothing_is_known_has_no_location(string? address)
    {
        using var database = Open(Cities().ToArray());

        database.Locate(address is null ? null : IPAddress.Parse(address)).Should().BeNull();
    }

    [Fact]
    public void A_file_that_is_not_there_ends_the_start_with_one_line() =>
        FluentActions.Invoking(() => GeoDatabase.Open(_path)).Should().Throw<GeoDatabaseException>()
            .WithMessage($"Scanova:GeoDatabase '{_path}' can't be used: no such file");

    [Fact]
    public void A_folder_ends_the_start_with_one_line() => RefusesToStart(Path.GetTempPath());

    [Theory]
    [InlineData("")]
    [InlineData("no database at all")]
    [InlineData("\u00ab\u00cd\u00efMaxMind.com")]
    public void A_file_that_is_no_database_ends_the_start_with_one_line(string content)
    {
        File.WriteAllBytes(_path, [.. content.Select(c => (byte)c)]);

        RefusesToStart(_path);
    }

    [Fact]
    public void A_database_of_another_kind_ends_the_start_with_one_line()
    {
        File.WriteAllBytes(_path, new MmdbFile("GeoLite2-ASN").Add("203.0.113.0/24", []).ToArray());

        RefusesToStart(_path);
    }

    [Fact]
    public void A_damaged_database_ends_the_start_or_costs_locations_but_nothing_else()
    {
        var whole = Cities().ToArray();
        var random = new Random(20261124);
        for (var i = 0; i < 500; i++)
        {
            var damaged = whole.ToArray();
            for (var n = random.Next(1, 8); n > 0; n--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                using var database = Open(damaged);
                database.Locate(IPAddress.Parse("203.0.113.7"));
                database.Locate(IPAddress.Parse("2001:db8::1"));
            }
            catch (GeoDatabaseException e)
            {
                e.Message.Should().NotContain("\n");
            }
        }
    }

    private static MmdbFile Cities() => new MmdbFile("GeoLite2-City")
        .Add("203.0.113.0/24", Record("DE", [Named("Bavaria", "BY"), Named("Upper Bavaria", "OB")], Named("Munich", null)))
        .Add("2001:db8::/32", Record("FR", [new Dictionary<string, object> { ["iso_code"] = "IDF" }], null))
        .Add("198.51.100.0/25", Record("SG", null, null))
        .Add("198.51.100.128/25", []);

    private static Dictionary<string, object> Record(string country, object[]? regions, Dictionary<string, object>? city)
    {
        var record = new Dictionary<string, object> { ["country"] = Named("A country", country) };
        if (regions is not null) record["subdivisions"] = regions;
        if (city is not null) record["city"] = city;
        return record;
    }

    private static Dictionary<string, object> Named(string name, string? code)
    {
        var named = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["de"] = "(auf Deutsch)", ["en"] = name } };
        if (code is not null) named["iso_code"] = code;
        return named;
    }

    private static void RefusesToStart(string path) =>
        FluentActions.Invoking(() => GeoDatabase.Open(path)).Should().Throw<GeoDatabaseException>()
            .Which.Message.Should().Contain(path).And.NotContain("\n");

    private GeoDatabase Open(byte[] content)
    {
        File.WriteAllBytes(_path, content);
        return GeoDatabase.Open(_path);
    }
}
