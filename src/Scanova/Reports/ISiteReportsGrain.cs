using Scanova.Attribution;
using Scanova.Log;

namespace Scanova.Reports;

/// <summary>
/// The reports of a site, one after the other, from an index in memory. Every answer counts everything that was acknowledged
/// before the call. The first one after the activation reads the site's whole log, which takes as long as that does. All
/// methods throw <see cref="LogUnavailableException"/> when the store is away. Key: <see cref="SiteReportsKey"/>.
/// </summary>
[Alias("site-reports")]
public interface ISiteReportsGrain : IGrainWithStringKey
{
    /// <summary>Those with the most sessions first; one more than <see cref="SiteReports.MostRows"/> where there are more.</summary>
    [Alias("figures"), ResponseTimeout(SiteReportsKey.Patience)]
    Task<IReadOnlyList<FigureRow>> Figures(RowsOf rows, ReportScope scope, CancellationToken cancellation);

    /// <summary>A row a step, also where nothing happened.</summary>
    /// <param name="interval">Such that the days have at most <see cref="SiteReports.MostSteps"/>.</param>
    [Alias("timeline"), ResponseTimeout(SiteReportsKey.Patience)]
    Task<IReadOnlyList<FigureRow>> Timeline(Interval interval, ReportScope scope, CancellationToken cancellation);

    /// <summary>A row a step, in their order.</summary>
    [Alias("funnel"), ResponseTimeout(SiteReportsKey.Patience)]
    Task<IReadOnlyList<FunnelStep>> Funnel(IReadOnlyList<string> steps, ReportScope scope, CancellationToken cancellation);

    /// <summary>Those with the most conversions first; one more than <see cref="SiteReports.MostRows"/> where there are more.</summary>
    /// <param name="lookbackDays">How long before a conversion a touchpoint may lie.</param>
    [Alias("attribution"), ResponseTimeout(SiteReportsKey.Patience)]
    Task<IReadOnlyList<CreditRow>> Attribution(AttributionModel model, int lookbackDays, ReportScope scope, CancellationToken cancellation);

    /// <param name="scope">With <see cref="ReportScope.AsHosted"/>, of at most <see cref="SiteReports.MostSteps"/> days.</param>
    [Alias("tracking"), ResponseTimeout(SiteReportsKey.Patience)]
    Task<ConversionTracking> Tracking(ReportScope scope, CancellationToken cancellation);
}

/// <summary>The grain of a site's reports.</summary>
public static class SiteReportsKey
{
    /// <summary>Long enough to read a log of a hundred million rows; that a silo died is noticed much earlier.</summary>
    internal const string Patience = "00:30:00";

    /// <summary>Site ids may look like numbers; a grain's key must not.</summary>
    private const string Prefix = "site-";

    public static ISiteReportsGrain ReportsOf(this IGrainFactory grains, string siteId) => grains.GetGrain<ISiteReportsGrain>(Prefix + siteId);

    internal static string SiteIdOf(string key) => key[Prefix.Length..];
}
