using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>
/// One stream of a visitor, folded as far as lookups have needed it. Runs on the visitor's own scheduler; lookups that
/// interleave share the fold under way, and one that gives up leaves it to the next.
/// </summary>
public sealed class SharedFold(VisitorSession session, IEventLog log)
{
    private const int LoadPage = 1_000;

    private VisitorSession _session = session;
    private Task? _fold;

    public StreamId Stream => _session.Stream;

    public ConversionRule Rule => _session.Rule;

    /// <param name="head">The stream's newest version, read from the log before.</param>
    /// <param name="cancellation">Ends the wait, not the fold.</param>
    /// <returns>The fold of the stream up to that version or further. It may go on after the next await of the caller.</returns>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    public async Task<VisitorSession> UpTo(long head, CancellationToken cancellation)
    {
        while (_fold is { } underWay)
        {
            await underWay.WaitAsync(cancellation);
            if (_session.Version >= head) return _session;
        }

        if (_session.Version == head) return _session;

        var fold = Fold();
        if (!fold.IsCompleted) _fold = fold;
        await fold.WaitAsync(cancellation);
        return _session;
    }

    private async Task Fold()
    {
        try
        {
            while (await FoldPage())
            {
            }
        }
        finally
        {
            // A task that is over would be kept for as long as the visitor is.
            _fold = null;
        }
    }

    /// <summary>Goes on from the row it stands on; without that row the log is not the one that was folded, and all of it counts.</summary>
    /// <returns>Whether there may be more.</returns>
    private async Task<bool> FoldPage()
    {
        var after = Math.Max(_session.Version - 1, 0);
        var page = await log.Load(Stream, after, LoadPage, CancellationToken.None);
        if (_session.Version > 0 && (page.Count == 0 || page[0].Event.RecordId != _session.RecordId))
        {
            _session = _session.Anew();
            page = await log.Load(Stream, 0, LoadPage, CancellationToken.None);
        }

        foreach (var row in page)
        {
            if (row.Version > _session.Version) _session.Apply(row);
        }

        return page.Count == LoadPage;
    }
}
