using Scanova.Storage;

namespace Scanova.Server.Hosting;

/// <summary>
/// Holds the store open around everything that uses it: registered before the silo, it starts before its grains and stops
/// after them, so that what they accepted is still stored.
/// </summary>
internal sealed class StoreLifetime(IStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.Start(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => store.Stop(cancellationToken);
}
