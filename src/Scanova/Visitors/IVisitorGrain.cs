using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>A visitor of a site. Key: the visitor's id, extended by the site's id.</summary>
[Alias("visitor")]
public interface IVisitorGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Stores events that name this visitor and no scan session, durably, and tells which are repeats, in order.</summary>
    /// <exception cref="LogUnavailableException">Nothing is known to be stored: try again as a retry.</exception>
    [Alias("record"), ResponseTimeout(Patience.Recording)]
    Task<IReadOnlyList<Recorded>> Record(RecordRequest request, CancellationToken cancellation);

    /// <summary>The rows that <see cref="Record"/> would store now, storing nothing.</summary>
    /// <param name="claimed">Event ids to take as known to the site.</param>
    [Alias("preview"), ResponseTimeout(Patience.Looking)]
    Task<IReadOnlyList<StoredEvent>> Preview(RecordRequest request, IReadOnlyList<Guid> claimed, CancellationToken cancellation);

    /// <summary>
    /// The live state over all the visitor's scan sessions, with everything acknowledged before the call; null when no event
    /// names the visitor.
    /// </summary>
    /// <param name="lookbackDays">How long before a conversion a touchpoint may lie.</param>
    [Alias("look"), ResponseTimeout(Patience.Looking)]
    Task<VisitorView?> Look(ConversionRule rule, int lookbackDays, CancellationToken cancellation);
}
