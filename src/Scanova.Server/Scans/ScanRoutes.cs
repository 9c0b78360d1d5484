using Scanova.Events;
using Scanova.Server.Enrichment;
using Scanova.Server.Http;
using Scanova.Server.Ingest;
using Scanova.Server.Telemetry;
using Scanova.Sites;

namespace Scanova.Server.Scans;

/// <summary>
/// <c>GET /s/{code}</c>: makes a scan session, stores its scan and redirects to the code's destination (contract section 11).
/// The destination comes only from the database.
/// </summary>
internal static class ScanRoutes
{
    /// <summary>The longest a redirect waits for the scan's commit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly Problem UnknownCode = Problem.Of(StatusCodes.Status404NotFound, "No such QR code");
    private static readonly Problem SwitchedOff = Problem.Of(StatusCodes.Status410Gone, "This QR code is switched off");

    public static IServiceCollection AddScans(this IServiceCollection services) => services
        .AddSingleton<QrCodeCache>()
        .AddSingleton<ScanBacklog>()
        .AddHostedService(provider => provider.GetRequiredService<ScanBacklog>());

    public static void MapScans(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/s/{code}", [HttpMethods.Get, HttpMethods.Head], Scan);

    private static async Task Scan(
        string code, HttpContext http, QrCodeCache codes, ISiteDirectory sites, IEnricher enricher, ScanBacklog scans, TimeProvider time)
    {
        var started = time.GetTimestamp();
        var qr = await codes.Find(code, http.RequestAborted);
        if (qr is not { Active: true })
        {
            await (qr is null ? UnknownCode : SwitchedOff).Send(http);
            return;
        }

        http.NoteSite(qr.SiteId);
        var (device, location) = enricher.Enrich(http, default);
        var site = HttpMethods.IsGet(http.Request.Method) && device is not { IsBot: true }
            ? await sites.Find(qr.SiteId, http.RequestAborted)
            : null;
        // A site that is switched off collects nothing; a printed code still leads somewhere.
        if (site is not { Active: true })
        {
            Redirect(http, Destination.HeaderSafe(qr.DestinationUrl));
            return;
        }

        var scan = ScanOf(qr, device, location, time.GetUtcNow());
        // Before the scan is stored: a scan that leads nowhere is none.
        var destination = Destination.With(qr.DestinationUrl, scan.ScanSessionId!.Value);
        await scans.Record(new AcceptedEvent(scan, site.ConsentPolicy), Patience - time.GetElapsedTime(started));
        Redirect(http, destination);
    }

    private static Event ScanOf(QrCode qr, Device? device, Location? location, DateTimeOffset now)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()).UtcDateTime;
        return new Event
        {
            RecordId = Guid.CreateVersion7(now),
            SiteId = qr.SiteId,
            Source = EventSource.Scan,
            EventId = Guid.NewGuid(),
            Name = "scan",
            EventTime = at,
            ReceivedAt = at,
            ScanSessionId = Guid.NewGuid(),
            Qrid = qr.Qrid,
            Device = device,
            Location = location,
        };
    }

    private static void Redirect(HttpContext http, string destination)
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = destination;
    }
}
