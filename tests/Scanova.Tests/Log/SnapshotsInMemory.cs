using System.Text.Json;
using Orleans.Storage;

namespace Scanova.Tests.Log;

/// <summary>Grain storage in memory, which serializes what it is given on a thread of its own, after <see cref="BeforeWrite"/>.</summary>
internal sealed class SnapshotsInMemory : IGrainStorage
{
    private readonly Dictionary<GrainId, string> _payloads = [];

    public Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    public int Count => _payloads.Count;

    public void Edit(Func<string, string> payload)
    {
        foreach (var grain in _payloads.Keys) _payloads[grain] = payload(_payloads[grain]);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = _payloads.TryGetValue(grainId, out var payload);
        if (payload is not null) grainState.State = JsonSerializer.Deserialize<T>(payload)!;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await BeforeWrite();
        await Task.Run(() => _payloads[grainId] = JsonSerializer.Serialize(grainState.State));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
}
