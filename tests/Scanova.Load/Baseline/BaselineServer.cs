using Orleans.Configuration;
using Scanova.Load.Noop;
using Scanova.Load.Processes;

namespace Scanova.Load.Baseline;

/// <summary>
/// The comparison readers ask for: the no-op's endpoint in front of a grain that writes its whole state on every event.
/// It checks no key, no field and no id of another session, so it is given less to do than the service.
/// </summary>
internal static class BaselineServer
{
    public const string Storage = "baseline";

    public static async Task Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Take(), FreePort.Take(), serviceId: Storage, clusterId: Storage)
            .AddAdoNetGrainStorage(Storage, (AdoNetGrainStorageOptions storage) =>
            {
                storage.Invariant = "Npgsql";
                storage.ConnectionString = builder.Configuration.GetConnectionString("Scanova")!;
            })
            .UseSystemTextJsonGrainStorageSerializer());
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/server-events", Record);
        await app.RunAsync();
    }

    private static async Task Record(HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var e = await NoopServer.Read(http);
        var grain = grains.GetGrain<IBaselineSessionGrain>(e.ScanSessionId.Value);
        var value = e.ConversionValue.Value;
        var isDuplicate = await grain.Record(new BaselineEvent(
            e.EventId.Value, e.EventName.Value!, clock.GetUtcNow().UtcDateTime, value?.Amount.Value, value?.Currency.Value, e.Consent.Value));
        await NoopServer.Answer(http, e.EventId.Value, isDuplicate);
    }
}
