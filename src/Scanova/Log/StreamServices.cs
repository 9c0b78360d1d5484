using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Scanova.Log;

/// <summary>What every stream's grain works with: one object a silo, for there are many grains.</summary>
public sealed class StreamServices(
    IEventLog log,
    IEventReader reader,
    BegunStreams begun,
    [FromKeyedServices(StreamSnapshots.ProviderName)] IGrainStorage snapshots,
    ILogger<StreamServices> logger)
{
    private readonly ConcurrentDictionary<string, string> _siteIds = [];

    public IEventLog Log => log;

    public IEventReader Reader => reader;

    public BegunStreams Begun => begun;

    public IGrainStorage Snapshots => snapshots;

    public ILogger Logger => logger;

    /// <summary>One string for all of a site's grains.</summary>
    public string SharedSiteId(string siteId) => _siteIds.GetOrAdd(siteId, siteId);
}
