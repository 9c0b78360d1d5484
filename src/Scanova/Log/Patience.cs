namespace Scanova.Log;

/// <summary>How long callers wait for a stream's grain before they try elsewhere: Orleans watches these, which costs a call no timer of its own.</summary>
public static class Patience
{
    /// <summary>A frozen silo answers nothing, so waiting longer to record is worth nothing.</summary>
    public const string Recording = "00:00:03";

    /// <summary>A grain that folds a long stream is at work, and another try would only wait for the same fold.</summary>
    public const string Looking = "00:00:10";
}
