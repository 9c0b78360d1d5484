using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <inheritdoc cref="IEnricher"/>
internal sealed class Enricher(ILocator locator) : IEnricher
{
    public (Device? Device, Location? Location) Enrich(HttpContext http, StatedDevice stated)
    {
        var headers = http.Request.Headers;
        var userAgent = string.IsNullOrWhiteSpace(stated.UserAgent) ? headers.UserAgent.ToString() : stated.UserAgent;
        var told = DeviceClassifier.Classify(userAgent, ClientHints.Of(headers));
        var device = new Device(
            told.Type, told.Browser, told.Os, stated.Language, stated.ScreenWidth, stated.ScreenHeight, told.IsBot);
        return (device, locator.Locate(http.Connection.RemoteIpAddress));
    }
}
