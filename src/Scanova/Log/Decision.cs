namespace Scanova.Log;

/// <summary>The rows to append for some requests, and what to answer once they are stored.</summary>
/// <param name="Rows">Numbered on from the state's version; empty when everything asked for is stored already.</param>
/// <param name="Answers">One list a request, in the order of its events.</param>
public sealed record Decision(IReadOnlyList<StoredEvent> Rows, IReadOnlyList<Guid> Visitors, IReadOnlyList<IReadOnlyList<Recorded>> Answers)
{
    /// <summary>
    /// Applies consent, marks repeats and numbers the rows. Pure: state and requests in, rows out (contract sections 6 and 7).
    /// </summary>
    /// <param name="claimed">Event ids that originals outside <paramref name="state"/>'s memory are known to carry.</param>
    /// <param name="alreadyStored">Rows of earlier attempts, by record id: they are answered again, not stored again.</param>
    public static Decision Decide(
        StreamId stream,
        IStreamState state,
        IReadOnlyList<RecordRequest> requests,
        IReadOnlySet<Guid> claimed,
        IReadOnlyDictionary<Guid, StoredEvent> alreadyStored)
    {
        var rows = new List<StoredEvent>(requests.Count == 1 ? requests[0].Events.Count : requests.Sum(r => r.Events.Count));
        var answers = new IReadOnlyList<Recorded>[requests.Count];
        var visitors = new List<Guid>();
        var latest = state.LatestConsent;
        var inherits = stream.Kind == StreamKind.ScanSession;

        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            var recorded = new Recorded[request.Events.Count];
            for (var j = 0; j < recorded.Length; j++)
            {
                var received = request.Events[j];
                if (alreadyStored.GetValueOrDefault(received.RecordId) is { } earlier)
                {
                    recorded[j] = new Recorded(received.RecordId, earlier.IsDuplicate);
                    continue;
                }

                if (RowOf(received.RecordId, rows) is { } twin)
                {
                    recorded[j] = new Recorded(received.RecordId, twin.IsDuplicate);
                    continue;
                }

                var isDuplicate = state.HasSeen(received.EventId) || claimed.Contains(received.EventId) || IsOriginalIn(rows, received.EventId);
                var row = new StoredEvent(
                    stream, state.Version + rows.Count + 1, isDuplicate, request.Policy.Strip(received, latest?.Consent));
                rows.Add(row);
                recorded[j] = new Recorded(received.RecordId, isDuplicate);
                if (isDuplicate) continue;

                if (inherits && Statement(row) is { } statement && (latest is null || statement.At > latest.Value.At)) latest = statement;
                if (row.Event.VisitorId is { } visitor && !state.HasVisitor(visitor) && !visitors.Contains(visitor)) visitors.Add(visitor);
            }

            answers[i] = recorded;
        }

        return new Decision(rows, visitors, answers);
    }

    /// <summary>The consent a row states; null when it states none.</summary>
    public static ConsentStatement? Statement(StoredEvent row) =>
        row.Event.Consent is { } consent ? new ConsentStatement(consent, Position.Of(row), row.Event.EventId) : null;

    private static StoredEvent? RowOf(Guid recordId, List<StoredEvent> rows)
    {
        foreach (var row in rows)
        {
            if (row.Event.RecordId == recordId) return row;
        }

        return null;
    }

    private static bool IsOriginalIn(List<StoredEvent> rows, Guid eventId)
    {
        foreach (var row in rows)
        {
            if (!row.IsDuplicate && row.Event.EventId == eventId) return true;
        }

        return false;
    }
}
