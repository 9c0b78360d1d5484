using Scanova.Sites;

namespace Scanova.Server.Sites;

/// <summary>A key in memory and when it was last used here. Callers write one field, so a busy key costs no lock.</summary>
internal sealed class KnownKey(ApiKey key)
{
    private ApiKey _key = key;
    private long _lastUsed;
    private long _flushed;

    public ApiKey Key => Volatile.Read(ref _key);

    public KnownKey Replace(ApiKey key)
    {
        Volatile.Write(ref _key, key);
        return this;
    }

    public void Use(DateTimeOffset now)
    {
        // Writing only on a new second keeps the cache line of a busy key shared between cores.
        var ticks = now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond);
        if (Volatile.Read(ref _lastUsed) != ticks) Volatile.Write(ref _lastUsed, ticks);
    }

    /// <summary>The last use, when it is newer than the last one that was kept.</summary>
    public DateTime? Unflushed => Volatile.Read(ref _lastUsed) is var used && used > _flushed ? new DateTime(used, DateTimeKind.Utc) : null;

    public void Flushed(DateTime used) => _flushed = used.Ticks;
}
