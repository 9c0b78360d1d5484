using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Storage;
using Scanova.Storage.Postgres;

namespace Scanova.Tests.Storage.Postgres;

/// <summary>Two real silos with Orleans' own ADO.NET providers on our tables and query texts.</summary>
public sealed class OrleansSilos : IAsyncLifetime
{
    private const string Snapshots = "snapshots";

    private readonly List<IHost> _silos = [];
    private StorageInstance? _storage;

    public IReadOnlyList<IHost> Silos => _silos;

    public IGrainStorage States => _silos[0].Services.GetRequiredKeyedService<IGrainStorage>(Snapshots);

    public async Task InitializeAsync()
    {
        var connectionString = await (await PostgresServer.Shared).CreateDatabase();
        _storage = await StorageInstance.Start(services => services.AddPostgresStorage(connectionString));
        for (var i = 0; i < 2; i++)
        {
            var silo = Silo(connectionString);
            await silo.StartAsync();
            _silos.Add(silo);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.StopAsync();
            silo.Dispose();
        }

        await _storage!.DisposeAsync();
    }

    private static IHost Silo(string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddPostgresStorage(connectionString).AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<AdoNetClusteringSiloOptions>().Configure<PostgresSources>((o, sources) => o.DataSource = sources.Cluster);
        builder.Services.AddOptions<AdoNetGrainStorageOptions>(Snapshots).Configure<PostgresSources>((o, sources) => o.DataSource = sources.Reads);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("test", "test"))
            .UseAdoNetClustering(o => o.Invariant = PostgresStorage.Invariant)
            .AddAdoNetGrainStorage(Snapshots, o => o.Invariant = PostgresStorage.Invariant)
            .UseSystemTextJsonGrainStorageSerializer()
            .ConfigureEndpoints(IPAddress.Loopback, PostgresServer.FreePort(), 0));
        return builder.Build();
    }
}
