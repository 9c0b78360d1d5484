using Scanova.Log;
using Scanova.Sites;

namespace Scanova.Visitors;

/// <summary>
/// One stream of a visitor, folded as far as lookups have needed it. Runs on the visitor's own scheduler; lookups that
/// interleave share the fold under way, and one that gives up leaves it to the next.
/// </summary>
public sealed class SharedFold(StreamId stream, Guid visitorId, ConversionRule rule, IEventLog log)
{
    private const int LoadPage = 1_000;

    private VisitorSession _session = new(stream, visitorId, rule);
    private Task? _fold;

    public ConversionRule Rule => rule;

    /// <param name="head">The stream's newest version, read from the log before.</param>
    /// <param name="cancellation">Ends the wait, not the fold.</param>
    /// <returns>The fold of the stream up to that version or further. It may go on after the next await of the caller.</returns>
    /// <exception cref="LogUnavailableException">The store is away.</exception>
    public async Task<VisitorSession> UpTo(long head, CancellationToken cancellation)
    {
        while (_fold is { IsCompleted: false } underWay)
        {
            await underWay.WaitAsync(cancellation);
            if (_session.Version >= head) return _session;
        }

        if (_session.Version == head) return _session;

        _fold = Fold();
        await _fold.WaitAsync(cancellation);
        return _session;
    }

    /// <summary>Goes on from the row it stands on; without that row the log is not the one that was folded, and all of it counts.</summary>
    private async Task Fold()
    {
        IReadOnlyList<StoredEvent> page;
        do
        {
            var after = Math.Max(_session.Version - 1, 0);
            page = await log.Load(stream, after, LoadPage, CancellationToken.None);
            if (_session.Version > 0 && (page.Count == 0 || page[0].Event.RecordId != _session.RecordId))
            {
                _session = new VisitorSession(stream, visitorId, rule);
                page = await log.Load(stream, 0, LoadPage, CancellationToken.None);
            }

            foreach (var row in page)
            {
                if (row.Version > _session.Version) _session.Apply(row);
            }
        }
        while (page.Count == LoadPage);
    }
}
