namespace Scanova.Log;

/// <summary>Rows that one grain wants at the end of its stream.</summary>
/// <param name="Stream">The stream all rows belong to.</param>
/// <param name="ExpectedVersion">The last version the grain knows, 0 for none; the rows are numbered on from it.</param>
/// <param name="Rows">At least one, in version order.</param>
/// <param name="Visitors">
/// Visitor ids among the rows' originals that the stream may not have had before: they make the stream one of the visitor's
/// (<see cref="IEventReader.VisitorStreams"/>), in the same transaction. Naming one again changes nothing.
/// </param>
public sealed record Append(StreamId Stream, long ExpectedVersion, IReadOnlyList<StoredEvent> Rows, IReadOnlyList<Guid> Visitors);

/// <summary>What the log says to an append: <see cref="Stored"/>, <see cref="Conflict"/> or <see cref="Claimed"/>.</summary>
public abstract record AppendOutcome
{
    private protected AppendOutcome()
    {
    }
}

/// <summary>All rows are durable.</summary>
public sealed record Stored : AppendOutcome
{
    public static readonly Stored Instance = new();
}

/// <summary>
/// The expected version is not the stream's newest: others have appended, or the database was set back to an older state.
/// Nothing was stored. Load and decide again.
/// </summary>
public sealed record Conflict : AppendOutcome
{
    public static readonly Conflict Instance = new();
}

/// <summary>Rows meant as originals carry event ids that the site already has; nothing was stored. Decide again, knowing them.</summary>
/// <param name="EventIds">Those of the append's originals that are taken.</param>
public sealed record Claimed(IReadOnlyList<Guid> EventIds) : AppendOutcome;
