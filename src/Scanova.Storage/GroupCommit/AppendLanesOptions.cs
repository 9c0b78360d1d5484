namespace Scanova.Storage.GroupCommit;

/// <summary>The bounds of an <see cref="AppendLanes"/>.</summary>
public sealed record AppendLanesOptions
{
    /// <summary>Transactions under way at once.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Rows a transaction may hold, give or take the last append.</summary>
    public int BatchRows { get; init; } = 2_000;

    /// <summary>Rows that may wait before further appends are refused as overload.</summary>
    public int WaitingRows { get; init; } = 20_000;
}
