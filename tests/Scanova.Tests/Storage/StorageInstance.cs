using Microsoft.Extensions.DependencyInjection;
using Scanova.Log;
using Scanova.Reports;
using Scanova.Sites;
using Scanova.Storage;

namespace Scanova.Tests.Storage;

/// <summary>A started store of one database, as a process would have it.</summary>
public sealed class StorageInstance : IAsyncDisposable
{
    private readonly Action<IServiceCollection> _addStorage;
    private ServiceProvider _services;

    private StorageInstance(Action<IServiceCollection> addStorage)
    {
        _addStorage = addStorage;
        _services = Build();
    }

    public IStore Store => _services.GetRequiredService<IStore>();

    public IEventLog Log => _services.GetRequiredService<IEventLog>();

    public IEventReader Reader => _services.GetRequiredService<IEventReader>();

    public IReportFeed Feed => _services.GetRequiredService<IReportFeed>();

    public ISiteStore Sites => _services.GetRequiredService<ISiteStore>();

    public IQrCodeStore QrCodes => _services.GetRequiredService<IQrCodeStore>();

    public static async Task<StorageInstance> Start(Action<IServiceCollection> addStorage)
    {
        var instance = new StorageInstance(addStorage);
        await instance.Store.Start(CancellationToken.None);
        return instance;
    }

    /// <summary>Ends as a process ends, and comes up anew on the same data.</summary>
    public async Task Restart()
    {
        await DisposeAsync();
        _services = Build();
        await Store.Start(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.Stop(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(TimeProvider.System);
        _addStorage(services);
        return services.BuildServiceProvider();
    }
}
