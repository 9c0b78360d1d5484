using Microsoft.Data.Sqlite;
using Scanova.Log;
using Scanova.Storage.GroupCommit;
using SQLitePCL;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Stores batches of appends on the writer's connection. Each append is judged by reads before any of its rows is written:
/// what is refused has never been in the file or its WAL.
/// </summary>
internal sealed class SqliteAppendStore(SqliteConnection writer, WalFlush wal, WalCheckpoints checkpoints) : IAppendStore, IDisposable
{
    private readonly Statement _begin = new(writer, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(writer, "COMMIT");
    private readonly Statement _rollback = new(writer, "ROLLBACK");
    private readonly Statement _head = new(writer, """
        SELECT version FROM events WHERE stream_id = ?1 AND stream_kind = ?2 AND site_id = ?3 ORDER BY version DESC LIMIT 1
        """);

    private readonly Statement _rowAt = new(writer, """
        SELECT record_id, is_duplicate FROM events WHERE stream_id = ?1 AND stream_kind = ?2 AND site_id = ?3 AND version = ?4
        """);

    private readonly Statement _original = new(writer, """
        SELECT 1 FROM events WHERE event_id = ?1 AND site_id = ?2 AND is_duplicate = 0
        """);

    private readonly Statement _visitor = new(writer, """
        INSERT INTO visitor_streams (visitor_id, site_id, stream_kind, stream_id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
        """);

    private readonly EventInsert _events = new(writer);

    public bool JudgesInOrder => true;

    public async Task<IReadOnlyList<AppendOutcome>> Commit(IReadOnlyList<Append> batch)
    {
        // Under load a lane never waits: without this, other writes would never get their turn on this thread.
        await Task.Yield();
        var outcomes = Run(batch);
        var flushed = wal.Flush();
        checkpoints.AfterCommit();
        await flushed;
        return outcomes;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_begin, _commit, _rollback, _head, _rowAt, _original, _visitor]) statement.Dispose();
        _events.Dispose();
    }

    private AppendOutcome[] Run(IReadOnlyList<Append> batch)
    {
        try
        {
            _begin.Run();
            var outcomes = new AppendOutcome[batch.Count];
            for (var i = 0; i < outcomes.Length; i++) outcomes[i] = Append(batch[i]);
            _commit.Run();
            return outcomes;
        }
        catch (SqliteException e) when (e.IsUnavailable())
        {
            throw e.AsUnavailable();
        }
        finally
        {
            // A failed disk may have ended the transaction already.
            var isOpen = raw.sqlite3_get_autocommit(writer.Handle) == 0;
            if (isOpen) _rollback.Run();
        }
    }

    private AppendOutcome Append(Append append)
    {
        if (Head(append.Stream) != append.ExpectedVersion) return append.Rows.All(Stands) ? Stored.Instance : Conflict.Instance;
        if (Taken(append) is { } taken) return new Claimed(taken);

        foreach (var row in append.Rows) _events.Insert(row);
        foreach (var visitor in append.Visitors) AddToVisitor(visitor, append.Stream);
        return Stored.Instance;
    }

    private long Head(StreamId stream)
    {
        try
        {
            Bind(_head, stream);
            return _head.Step() ? _head.Number(0) : 0;
        }
        finally
        {
            _head.Reset();
        }
    }

    /// <summary>Whether the row is stored already: it is our own, done again.</summary>
    private bool Stands(StoredEvent row)
    {
        try
        {
            Bind(_rowAt, row.Stream);
            _rowAt.Bind(4, (long?)row.Version);
            return _rowAt.Step() && _rowAt.Id(0) == row.Event.RecordId && _rowAt.Number(1) == (row.IsDuplicate ? 1 : 0);
        }
        finally
        {
            _rowAt.Reset();
        }
    }

    private List<Guid>? Taken(Append append)
    {
        List<Guid>? taken = null;
        foreach (var row in append.Rows)
        {
            if (!row.IsDuplicate && HasOriginal(append.Stream.SiteId, row.Event.EventId)) (taken ??= []).Add(row.Event.EventId);
        }

        return taken;
    }

    private bool HasOriginal(string siteId, Guid eventId)
    {
        try
        {
            _original.Bind(1, eventId);
            _original.Bind(2, siteId);
            return _original.Step();
        }
        finally
        {
            _original.Reset();
        }
    }

    private void AddToVisitor(Guid visitor, StreamId stream)
    {
        _visitor.Bind(1, visitor);
        _visitor.Bind(2, stream.SiteId);
        _visitor.Bind(3, (long)stream.Kind);
        _visitor.BindBlob(4, stream.Id);
        _visitor.Run();
    }

    private static void Bind(Statement statement, StreamId stream)
    {
        statement.BindBlob(1, stream.Id);
        statement.Bind(2, (long)stream.Kind);
        statement.Bind(3, stream.SiteId);
    }
}
