namespace Scanova.Server.Enrichment;

/// <summary>Registers what tells device and location from a request.</summary>
internal static class EnrichmentSetup
{
    /// <param name="geoDatabase">An MMDB file, opened here and now; null: events have no location.</param>
    /// <exception cref="GeoDatabaseException">The file can't be used.</exception>
    public static IServiceCollection AddEnrichment(this IServiceCollection services, string? geoDatabase)
    {
        ILocator locator = geoDatabase is null ? new NoLocator() : GeoDatabase.Open(geoDatabase);
        // By a factory, so that the container disposes of it.
        return services.AddSingleton(_ => locator).AddSingleton<IEnricher, Enricher>();
    }
}
