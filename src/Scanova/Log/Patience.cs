namespace Scanova.Log;

/// <summary>How long callers wait for a stream's grain before they try elsewhere: Orleans watches these, which costs a call no timer of its own.</summary>
public static class Patience
{
    /// <summary>A frozen silo answers nothing, so waiting longer to record is worth nothing.</summary>
    public const string Recording = "00:00:03";

    /// <summary>Another try joins a fold that is under way, or finds the grain on a silo that lives.</summary>
    public const string Looking = "00:00:04";
}
