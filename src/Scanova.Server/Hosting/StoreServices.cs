using System.Collections.Concurrent;
using Scanova.Sites;
using Scanova.Storage;
namespace Scanova.Server.Hosting;
internal static class StoreServices
{
    public static void AddStore(this WebApplicationBuilder builder, ScanovaOptions options)
    {
        Directory.CreateDirectory(options.DataPath);
        var m = new Mem();
        builder.Services.AddSingleton<IStore>(m).AddSingleton<ISiteStore>(m).AddSingleton<IQrCodeStore>(m);
        builder.Services.AddHostedService<StoreLifetime>();
        if (options.IsEmbedded) builder.Services.AddHostedService<FirstStart>();
    }
}
internal sealed class Mem : IStore, ISiteStore, IQrCodeStore
{
    private readonly List<Site> _sites = []; private readonly List<ApiKey> _keys = []; private readonly List<QrCode> _codes = []; 
    private readonly ConcurrentDictionary<string,long> _rev = new(); private long _r;
    public Task Start(CancellationToken c) => Task.CompletedTask;
    public Task Stop(CancellationToken c) => Task.CompletedTask;
    public Task<bool> Answers(CancellationToken c) => Task.FromResult(true);
    public Task<bool> Create(Site s, CancellationToken c) { lock (_sites) { if (_sites.Any(x => x.SiteId == s.SiteId)) return Task.FromResult(false); _sites.Add(s); _rev[s.SiteId] = ++_r; return Task.FromResult(true);} }
    public Task<bool> Update(Site s, CancellationToken c) { lock (_sites) { _sites.RemoveAll(x => x.SiteId == s.SiteId); _sites.Add(s); _rev[s.SiteId] = ++_r; return Task.FromResult(true);} }
    public Task<bool> AddKey(ApiKey k, CancellationToken c) { lock (_sites) { if (_keys.Any(x => x.Hash.SequenceEqual(k.Hash))) return Task.FromResult(false); _keys.Add(k); _rev[k.KeyId.ToString()] = ++_r; return Task.FromResult(true);} }
    public Task<bool> RevokeKey(string s, Guid id, DateTime at, CancellationToken c) { lock (_sites) { var i = _keys.FindIndex(k => k.KeyId == id && k.SiteId == s); if (i < 0) return Task.FromResult(false); _keys[i] = _keys[i] with { RevokedAt = _keys[i].RevokedAt ?? at }; _rev[id.ToString()] = ++_r; return Task.FromResult(true);} }
    public Task<IReadOnlyList<ApiKey>> Keys(string s, CancellationToken c) { lock (_sites) return Task.FromResult<IReadOnlyList<ApiKey>>([.. _keys.Where(k => k.SiteId == s)]); }
    public Task TouchKeys(IReadOnlyDictionary<Guid, DateTime> u, CancellationToken c) { lock (_sites) for (var i = 0; i < _keys.Count; i++) if (u.TryGetValue(_keys[i].KeyId, out var t)) _keys[i] = _keys[i] with { LastUsedAt = t }; return Task.CompletedTask; }
    public Task<SiteChanges> ChangesSince(long r, CancellationToken c) { lock (_sites) return Task.FromResult(new SiteChanges(_r, [.. _sites.Where(s => _rev[s.SiteId] > r)], [.. _keys.Where(k => _rev[k.KeyId.ToString()] > r)])); }
    public Task<bool> Create(QrCode q, CancellationToken c) { lock (_sites) { _codes.Add(q); return Task.FromResult(true);} }
    public Task<bool> Update(QrCode q, CancellationToken c) { lock (_sites) { var i = _codes.FindIndex(k => k.Qrid == q.Qrid); _codes[i] = q; return Task.FromResult(true);} }
    public Task<IReadOnlyList<QrCode>> OfSite(string s, CancellationToken c) { lock (_sites) return Task.FromResult<IReadOnlyList<QrCode>>([.. _codes.Where(k => k.SiteId == s)]); }
    public Task<QrCode?> ByCode(string s, CancellationToken c) { lock (_sites) return Task.FromResult(_codes.FirstOrDefault(k => k.Code == s)); }
}
