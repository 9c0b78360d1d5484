using Microsoft.AspNetCore.HttpOverrides;

namespace Scanova.Server.Hosting;

/// <summary>Forwarded headers count only from the proxies the operator named; from anyone else they are a stranger's claim.</summary>
internal static class Proxies
{
    /// <summary>
    /// The last argument, which outweighs any other setting: <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c>, as some images
    /// set it, would believe the forwarded headers of everyone.
    /// </summary>
    public const string NoStrangers = "--ForwardedHeaders_Enabled=false";

    public static void UseTrustedProxies(this WebApplication app, ScanovaOptions options)
    {
        if (options.TrustedProxies.Count == 0) return;

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies) forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
