using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Tests.Scans;

/// <summary>The real log, cut off from its callers while <see cref="IsAway"/>; or slow, while <see cref="Hang"/> holds it.</summary>
internal sealed class CutLog(IEventLog log) : IEventLog
{
    public bool IsAway { get; set; }

    /// <summary>Appends wait for it.</summary>
    public Task Hang { get; set; } = Task.CompletedTask;

    public bool IsSoleWriter => log.IsSoleWriter;

    public async Task<AppendOutcome> Append(Append append, CancellationToken cancellation)
    {
        await Hang;
        return await Reached().Append(append, cancellation);
    }

    public Task<IReadOnlyList<StoredEvent>> Load(StreamId stream, long afterVersion, int limit, CancellationToken cancellation) =>
        Reached().Load(stream, afterVersion, limit, cancellation);

    public Task<IReadOnlyList<StoredEvent>> FindRecords(StreamId stream, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellation) =>
        Reached().FindRecords(stream, recordIds, cancellation);

    public Task<long> HeadVersion(StreamId stream, CancellationToken cancellation) => Reached().HeadVersion(stream, cancellation);

    private IEventLog Reached() => IsAway ? throw new LogUnavailableException("The store is away.") : log;
}

/// <summary>As <see cref="CutLog"/>, for codes.</summary>
internal sealed class CutCodes(IQrCodeStore codes) : IQrCodeStore
{
    public bool IsAway { get; set; }

    public Task<bool> Create(QrCode code, CancellationToken cancellation) => Reached().Create(code, cancellation);

    public Task<QrCode?> Update(string siteId, string qrid, QrCodeChange change, CancellationToken cancellation) =>
        Reached().Update(siteId, qrid, change, cancellation);

    public Task<QrCode?> Find(string siteId, string qrid, CancellationToken cancellation) => Reached().Find(siteId, qrid, cancellation);

    public Task<IReadOnlyList<QrCode>> OfSite(string siteId, CancellationToken cancellation) => Reached().OfSite(siteId, cancellation);

    public Task<QrCode?> ByCode(string code, CancellationToken cancellation) => Reached().ByCode(code, cancellation);

    private IQrCodeStore Reached() => IsAway ? throw new LogUnavailableException("The store is away.") : codes;
}
