using Scanova.Events;
using Scanova.Log;

namespace Scanova.Reports;

/// <summary>
/// Reads the journeys that a report is about, straight from the stored rows. Each is given once and whole, and is only to be
/// looked at during the call. All methods throw <see cref="LogUnavailableException"/> when the store is away.
/// </summary>
public interface IJourneyReader
{
    /// <summary>The journeys with a row that <paramref name="selection"/> names, duplicates included.</summary>
    Task Read(JourneySelection selection, Action<Journey> each, CancellationToken cancellation);

    /// <summary>The scan sessions with an original that names one of the visitors.</summary>
    Task OfVisitors(string siteId, IReadOnlyCollection<Guid> visitorIds, Action<Journey> each, CancellationToken cancellation);
}

/// <summary>Which rows make a journey part of a report.</summary>
/// <param name="Start">By event time, UTC, inclusive.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Names">As sent; null: any.</param>
/// <param name="Source">Null: any.</param>
public sealed record JourneySelection(
    string SiteId, DateTime Start, DateTime End, IReadOnlyCollection<string>? Names = null, EventSource? Source = null);
