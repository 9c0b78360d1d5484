using System.Net;

namespace Scanova.Server.Hosting;

/// <summary>
/// Orleans' endpoints, and how fast silos notice that one is gone. The defaults notice a killed silo in about 1 s, a frozen
/// one in 5 s; on starved processors such probes evict healthy silos: raise them there.
/// </summary>
public sealed record ClusterOptions
{
    /// <summary>Null: 11111, embedded a free port.</summary>
    public int? SiloPort { get; init; }

    /// <summary>Null: 30000. The embedded profile has no gateway.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>The address other silos reach this one at; null: detected.</summary>
    public IPAddress? AdvertisedIP { get; init; }

    public TimeSpan ProbeTimeout { get; init; }
    public TimeSpan MinProbeTimeout { get; init; }
    public TimeSpan MaxProbeTimeout { get; init; }
    public int NumMissedProbesLimit { get; init; }
    public TimeSpan TableRefreshTimeout { get; init; }
    public TimeSpan IAmAliveTablePublishTimeout { get; init; }

    internal static ClusterOptions Read(SettingsReader settings)
    {
        var options = new ClusterOptions
        {
            SiloPort = Port(settings, "Scanova:Cluster:SiloPort"),
            GatewayPort = Port(settings, "Scanova:Cluster:GatewayPort"),
            AdvertisedIP = settings.Parsed("Scanova:Cluster:AdvertisedIP", Advertisable, "must be an IP address that other silos can reach"),
            ProbeTimeout = settings.Seconds("Scanova:Cluster:ProbeTimeoutSeconds", 1, 0.1, 600),
            MinProbeTimeout = settings.Seconds("Scanova:Cluster:MinProbeTimeoutSeconds", 0.5, 0.1, 600),
            MaxProbeTimeout = settings.Seconds("Scanova:Cluster:MaxProbeTimeoutSeconds", 2, 0.1, 600),
            NumMissedProbesLimit = settings.Whole("Scanova:Cluster:NumMissedProbesLimit", 2, 1, 100),
            TableRefreshTimeout = settings.Seconds("Scanova:Cluster:TableRefreshTimeoutSeconds", 10, 0.1, 3600),
            IAmAliveTablePublishTimeout = settings.Seconds("Scanova:Cluster:IAmAliveTablePublishTimeoutSeconds", 5, 0.1, 3600),
        };

        if (options.SiloPort is { } port && port == options.GatewayPort) settings.Refuse("Scanova:Cluster:GatewayPort", "must differ from the silo's port");
        if (options.MinProbeTimeout > options.MaxProbeTimeout)
        {
            settings.Refuse("Scanova:Cluster:MinProbeTimeoutSeconds", "must not be above MaxProbeTimeoutSeconds");
        }

        return options;
    }

    private static int? Port(SettingsReader settings, string name) =>
        settings.Whole(name, 0, 1, IPEndPoint.MaxPort) is > 0 and var port ? port : null;

    private static IPAddress? Advertisable(string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;
}
