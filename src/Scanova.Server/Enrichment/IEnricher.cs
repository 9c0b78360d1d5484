using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <summary>
/// What the request of a scan or browser event tells about its device and place (contract section 8). The raw address and
/// user agent end here: neither leaves in what is returned. Server events are never enriched.
/// </summary>
public interface IEnricher
{
    /// <param name="http">Gives the client hints, the address, and the user agent unless the event states one.</param>
    /// <param name="stated">What the event itself says; its language and screen are taken over as they are.</param>
    (Device? Device, Location? Location) Enrich(HttpContext http, StatedDevice stated);
}

/// <summary>The <c>device</c> object of a browser event, every rule of contract section 2 checked; all null for a scan.</summary>
/// <param name="UserAgent">At most 1,024 characters; null: the <c>User-Agent</c> header counts.</param>
public readonly record struct StatedDevice(string? UserAgent, string? Language, int? ScreenWidth, int? ScreenHeight);
