using Scanova.Events;

namespace Scanova.Server.Enrichment;

/// <inheritdoc cref="IEnricher"/>
internal sealed class Enricher(ILocator locator) : IEnricher
{
    public (Device? Device, Location? Location) Enrich(HttpContext http, StatedDevice stated)
    {
        var headers = http.Request.Headers;
        var sender = headers.UserAgent.ToString();
        var userAgent = string.IsNullOrWhiteSpace(stated.UserAgent) ? sender : stated.UserAgent;
        // Hints are the sender's, which for an event that is passed on is not the device that it is about.
        var isSender = DeviceClassifier.Cut(userAgent).SequenceEqual(DeviceClassifier.Cut(sender));
        var told = DeviceClassifier.Classify(userAgent, isSender ? ClientHints.Of(headers) : default);
        var device = new Device(
            told.Type, told.Browser, told.Os, stated.Language, stated.ScreenWidth, stated.ScreenHeight, told.IsBot);
        return (device, locator.Locate(http.Connection.RemoteIpAddress));
    }
}
