using Microsoft.Data.Sqlite;
using Scanova.Log;
using Scanova.Storage.GroupCommit;
using Scanova.Storage.Sqlite.Ids;
using SQLitePCL;

namespace Scanova.Storage.Sqlite;

/// <summary>
/// Stores batches of appends on the writer's connection. Each append is judged by reads before any of its rows is written:
/// what is refused has never been in the file or its WAL.
/// </summary>
internal sealed class SqliteAppendStore(SqliteConnection writer, IdIndex ids, WalFlush wal, WalCheckpoints checkpoints) : IAppendStore, IDisposable
{
    private readonly Statement _begin = new(writer, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(writer, "COMMIT");
    private readonly Statement _rollback = new(writer, "ROLLBACK");
    private readonly Statement _head = new(writer, "SELECT version FROM events WHERE stream_start = ?1 ORDER BY version DESC LIMIT 1");
    private readonly Statement _rowAt = new(writer, "SELECT record_id, is_duplicate FROM events WHERE stream_start = ?1 AND version = ?2");
    private readonly Statement _original = new(writer, "SELECT 1 FROM events WHERE log_position = ?1 AND event_id = ?2 AND is_duplicate = 0");
    private readonly Statement _visitor = new(writer, """
        INSERT INTO visitor_streams (visitor_id, site_id, stream_start) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
        """);

    private readonly EventInsert _events = new(writer);

    /// <summary>The last that was given away. Not to be had again, even if its row is erased: ids in memory may lead there.</summary>
    private long _position = writer.Query(row => row.GetInt64(0), "SELECT coalesce(max(log_position), 0) FROM events").Single();

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
        var isCommitted = false;
        try
        {
            _begin.Run();
            var outcomes = new AppendOutcome[batch.Count];
            for (var i = 0; i < outcomes.Length; i++) outcomes[i] = Append(batch[i]);
            ids.Merge();
            _commit.Run();
            isCommitted = true;
            ids.Committed(_position);
            return outcomes;
        }
        catch (SqliteException e) when (e.IsUnavailable())
        {
            throw e.AsUnavailable();
        }
        finally
        {
            if (!isCommitted) Rollback();
        }
    }

    private void Rollback()
    {
        ids.RolledBack();

        // A failed disk may have ended the transaction already.
        var isOpen = raw.sqlite3_get_autocommit(writer.Handle) == 0;
        if (isOpen) _rollback.Run();
    }

    private AppendOutcome Append(Append append)
    {
        var start = ids.Find(ids.Recent.Of(append.Stream));
        var head = start is { } known ? Head(known) : 0;
        if (head != append.ExpectedVersion)
        {
            return start is { } first && append.Rows.All(row => Stands(row, first)) ? Stored.Instance : Conflict.Instance;
        }

        if (Taken(append) is { } taken) return new Claimed(taken);

        // A stream whose rows were all erased is a new one.
        if (head == 0) start = null;
        foreach (var row in append.Rows) start = Insert(row, start);
        foreach (var visitor in append.Visitors) AddToVisitor(visitor, append.Stream.SiteId, start!.Value);
        return Stored.Instance;
    }

    /// <param name="start">Where the row's stream starts; null: with the row.</param>
    /// <returns>Where the row's stream starts.</returns>
    private long Insert(StoredEvent row, long? start)
    {
        _position++;
        if (start is null) ids.Set(ids.Recent.Of(row.Stream), _position);
        if (!row.IsDuplicate) ids.Set(ids.Recent.Original(row.Stream.SiteId, row.Event.EventId), _position);
        _events.Insert(row, _position, start ?? _position);
        return start ?? _position;
    }

    private long Head(long start)
    {
        _head.Bind(1, (long?)start);
        return _head.FirstNumber() ?? 0;
    }

    /// <summary>Whether the row is stored already: it is our own, done again.</summary>
    private bool Stands(StoredEvent row, long start)
    {
        try
        {
            _rowAt.Bind(1, (long?)start);
            _rowAt.Bind(2, (long?)row.Version);
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
        if (ids.Find(ids.Recent.Original(siteId, eventId)) is not { } position) return false;
        // It may have been erased.
        _original.Bind(1, (long?)position);
        _original.Bind(2, eventId);
        return _original.FirstNumber() is not null;
    }

    private void AddToVisitor(Guid visitor, string siteId, long start)
    {
        _visitor.Bind(1, visitor);
        _visitor.Bind(2, siteId);
        _visitor.Bind(3, (long?)start);
        _visitor.Run();
    }
}
