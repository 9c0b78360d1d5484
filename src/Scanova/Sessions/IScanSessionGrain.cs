using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Sessions;

/// <summary>A scan session of a site. Key: the scan session's id, extended by the site's id.</summary>
[Alias("scan-session")]
public interface IScanSessionGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Stores events of this session, durably, and tells which are repeats, in order.</summary>
    /// <exception cref="LogUnavailableException">Nothing is known to be stored: try again as a retry.</exception>
    [Alias("record"), ResponseTimeout(Patience.Recording)]
    Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation);

    /// <summary>The rows that <see cref="Record"/> would store now, storing nothing.</summary>
    /// <param name="claimed">Event ids to take as known to the site.</param>
    [Alias("preview"), ResponseTimeout(Patience.Looking)]
    Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation);

    /// <summary>The live state, with everything acknowledged before the call; null when the session has no event.</summary>
    [Alias("look"), ResponseTimeout(Patience.Looking)]
    Task<ScanSessionView?> Look(ConversionRule rule, CancellationToken cancellation);
}
