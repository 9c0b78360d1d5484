using Scanova.Log;

namespace Scanova.Reports;

/// <summary>A site's stored rows in the order of storing, for what folds all of them: the reports' index.</summary>
public interface IReportFeed
{
    /// <summary>
    /// Gives every row of the site, duplicates included, that was committed before the call and not given on the way to
    /// <paramref name="after"/>. Rows beyond the cursor's <see cref="FeedCursor.Settled"/> may be given again.
    /// </summary>
    /// <returns>Where to go on from.</returns>
    /// <exception cref="LogUnavailableException">The store is away; what was given so far stays given.</exception>
    Task<FeedCursor> Read(string siteId, FeedCursor after, Action<FeedRow> each, CancellationToken cancellation);
}

/// <summary>How far a reader of a site's rows has come.</summary>
/// <param name="Settled">No row will ever be added at or before this log position.</param>
/// <param name="Seen">The log position to be settled next; rows may still appear before it while their transactions are under way.</param>
/// <param name="SeenBefore">What the store needs to tell when <paramref name="Seen"/> is settled; 0 where it always is.</param>
/// <param name="Given">The highest log position given.</param>
/// <param name="GivenBefore">What the store needs to tell which rows up to <paramref name="Given"/> were given; 0 where all were.</param>
public readonly record struct FeedCursor(long Settled, long Seen, ulong SeenBefore, long Given, ulong GivenBefore);

/// <summary>A stored row on its way into the reports' index. Equal names, devices and places should be the same objects, for there are few.</summary>
/// <param name="LogPosition">Identifies the row; grows in the order of storing.</param>
public readonly record struct FeedRow(long LogPosition, StreamId Stream, JourneyEvent Event);
