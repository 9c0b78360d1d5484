using Scanova.Events;

namespace Scanova.Load.Filling;

/// <summary>Who scans: where, with what, and under which visitor id.</summary>
/// <param name="VisitorId">Null for the one in ten whose browser keeps none.</param>
internal sealed record Person(Guid? VisitorId, Device Device, Location Location, string Currency, bool IsBot)
{
    private static readonly Device[] Devices =
    [
        new("mobile", "Safari", "iOS", "en-US", 390, 844, false),
        new("mobile", "Safari", "iOS", "de-DE", 393, 852, false),
        new("mobile", "Chrome", "Android", "en-US", 412, 915, false),
        new("mobile", "Chrome", "Android", "de-DE", 360, 800, false),
        new("mobile", "Samsung Internet", "Android", "fr-FR", 384, 854, false),
        new("mobile", "Firefox", "Android", "en-GB", 412, 892, false),
        new("tablet", "Safari", "iPadOS", "en-US", 820, 1180, false),
        new("desktop", "Chrome", "Windows", "en-US", 1920, 1080, false),
        new("desktop", "Edge", "Windows", "de-DE", 1920, 1080, false),
        new("desktop", "Safari", "macOS", "fr-FR", 1512, 982, false),
    ];

    private static readonly Device Bot = new("bot", null, null, null, null, null, true);

    private static readonly (Location Place, string Currency)[] Places =
    [
        (new("DE", "Berlin", "Berlin"), "EUR"),
        (new("DE", "Bavaria", "Munich"), "EUR"),
        (new("DE", "Hamburg", "Hamburg"), "EUR"),
        (new("FR", "Île-de-France", "Paris"), "EUR"),
        (new("FR", "Auvergne-Rhône-Alpes", "Lyon"), "EUR"),
        (new("AT", "Vienna", "Vienna"), "EUR"),
        (new("NL", "North Holland", "Amsterdam"), "EUR"),
        (new("US", "New York", "New York"), "USD"),
        (new("US", "California", "San Francisco"), "USD"),
        (new("US", "Texas", "Austin"), "USD"),
        (new("CA", "Ontario", "Toronto"), "USD"),
        (new("GB", "England", "London"), "USD"),
    ];

    /// <summary>Three in a hundred are bots.</summary>
    public static Person Draw(Random random, Guid visitorId)
    {
        var isBot = random.NextDouble() < 0.03;
        var (place, currency) = Places[Skewed(random, Places.Length)];
        var keepsId = !isBot && random.NextDouble() < 0.9;
        return new Person(keepsId ? visitorId : null, isBot ? Bot : Devices[Skewed(random, Devices.Length)], place, currency, isBot);
    }

    /// <summary>A number below <paramref name="count"/>, the lower ones far more often, as with most things in life.</summary>
    public static int Skewed(Random random, int count)
    {
        var share = random.NextDouble();
        return (int)(share * share * count);
    }
}
