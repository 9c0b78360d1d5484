using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Scanova.Server.Hosting;

namespace Scanova.Server.Demo;

/// <summary>The site the demo shop belongs to, and where the service is reached; known once the service has started.</summary>
internal sealed class DemoSite(ScanovaOptions options, IServer server)
{
    private readonly Lazy<KeptCredentials> _kept = new(() =>
        KeptCredentials.Read(options.DataPath) ?? throw new InvalidOperationException("The first start has not kept any credentials yet."));

    public string SiteId => _kept.Value.SiteId;

    public string ApiKey => _kept.Value.ApiKey;

    /// <summary>Of the demo shop's QR code.</summary>
    public string Qrid => _kept.Value.DemoQrid ?? throw new InvalidOperationException("The first start has not kept a demo code yet.");

    /// <summary>Where this process itself listens, with a slash at its end.</summary>
    public Uri OwnAddress
    {
        get
        {
            var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
            // Plain HTTP first: a development certificate may not be trusted here.
            var address = addresses.Order(StringComparer.Ordinal).First();
            return new Uri(BindingAddress.Parse(address) is { Host: "0.0.0.0" or "[::]" or "*" or "+" } any
                ? $"{any.Scheme}://localhost:{any.Port}/"
                : address);
        }
    }

    /// <summary>Where others reach the service, without a slash at its end.</summary>
    public string PublicBase => options.PublicUrl ?? OwnAddress.AbsoluteUri.TrimEnd('/');
}
