namespace Scanova.Storage.GroupCommit;

/// <summary>The bounds of an <see cref="AppendLanes"/>.</summary>
public sealed record AppendLanesOptions
{
    /// <summary>Transactions under way at once, at most.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>
    /// Rows that must wait for a lane beside the first to take them: where a transaction has its price, one of many rows is
    /// cheaper than two of few. 0: every lane takes what there is.
    /// </summary>
    public int Crowd { get; init; }

    /// <summary>How long fewer rows wait for the first lane, which a slow transaction may hold up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Rows a transaction may hold, give or take the last append.</summary>
    public int BatchRows { get; init; } = 2_000;

    /// <summary>Rows that may wait before further appends are refused as overload.</summary>
    public int WaitingRows { get; init; } = 20_000;
}
