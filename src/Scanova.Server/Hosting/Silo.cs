using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Scanova.Log;
using Scanova.Storage.Postgres;
using Scanova.Storage.Sqlite;

namespace Scanova.Server.Hosting;

/// <summary>The Orleans silo of this process: alone on loopback with the embedded store, one of a cluster with PostgreSQL.</summary>
internal static class Silo
{
    /// <summary>Part of every snapshot's key, so it must never change.</summary>
    private const string ServiceId = "scanova";

    public static void AddSilo(this WebApplicationBuilder builder, ScanovaOptions options) => builder.UseOrleans(silo =>
    {
        if (options.IsEmbedded) silo.UseOneSilo(options);
        else silo.UseCluster(options.Cluster);

        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = TimeSpan.FromMinutes(5);
            collection.EnableActivationSheddingOnMemoryPressure = true;
        });
    });

    private static void UseOneSilo(this ISiloBuilder silo, ScanovaOptions options)
    {
        silo.UseLocalhostClustering(options.Cluster.SiloPort ?? FreePort(), gatewayPort: 0, serviceId: ServiceId, clusterId: ServiceId);

        // The one silo owns the whole directory: a cache beside it would hold every entry twice.
        silo.Configure<GrainDirectoryOptions>(directory => directory.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
        silo.AddAdoNetGrainStorage(StreamSnapshots.ProviderName, storage =>
        {
            storage.Invariant = SqliteStorage.Invariant;
            storage.ConnectionString = SqliteStorage.SnapshotConnectionString(options.DataPath);
        });
    }

    private static void UseCluster(this ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (ServiceId, ServiceId));
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> o) => o.Configure<PostgresSources>((clustering, sources) =>
        {
            clustering.Invariant = PostgresStorage.Invariant;
            clustering.DataSource = sources.Cluster;
        }));
        silo.AddAdoNetGrainStorage(StreamSnapshots.ProviderName, (OptionsBuilder<AdoNetGrainStorageOptions> o) => o.Configure<PostgresSources>((storage, sources) =>
        {
            storage.Invariant = PostgresStorage.Invariant;
            storage.DataSource = sources.Reads;
        }));

        silo.ConfigureEndpoints(
            cluster.SiloPort ?? EndpointOptions.DEFAULT_SILO_PORT, cluster.GatewayPort ?? EndpointOptions.DEFAULT_GATEWAY_PORT, listenOnAnyHostAddress: true);
        if (cluster.AdvertisedIP is { } address) silo.Configure<EndpointOptions>(o => o.AdvertisedIPAddress = address);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = cluster.ProbeTimeout;
            membership.MinProbeTimeout = cluster.MinProbeTimeout;
            membership.MaxProbeTimeout = cluster.MaxProbeTimeout;
            membership.NumMissedProbesLimit = cluster.NumMissedProbesLimit;
            membership.TableRefreshTimeout = cluster.TableRefreshTimeout;
            membership.IAmAliveTablePublishTimeout = cluster.IAmAliveTablePublishTimeout;
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
